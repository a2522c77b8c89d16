import type { Requirement } from '../../system/facts.ts';
import { entries, get, textOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';
import { referredKey } from './keys.ts';

const groups = { dependencies: 'prod', devDependencies: 'dev', optionalDependencies: 'optional' } as const;

/** What a workspace package asks for and the key of the entry that answers it (peers still on it). */
export interface ImporterRequirement extends Requirement {
  readonly importer: string;
}

export interface Importers {
  /** folders relative to the lockfile, `` for the root */
  readonly folders: readonly string[];
  readonly requirements: readonly ImporterRequirement[];
  /** requirements whose answer is not in the file: cut off, or merged by hand */
  readonly dangling: number;
}

/** `importers`, or the same at the top level where there is one package only (versions 5 and 6). */
export function readImporters(root: Node, has: (key: string) => boolean): Importers {
  const all = get(root, 'importers');
  const nodes = all
    ? [...entries(all)].map(({ key, node }) => [folderOf(key), node] as const)
    : [['', root] as const];
  const requirements: ImporterRequirement[] = [];
  let dangling = 0;
  for (const [importer, node] of nodes) {
    const specifiers = get(node, 'specifiers');
    for (const [field, group] of Object.entries(groups)) {
      for (const entry of entries(get(node, field))) {
        const { specifier, version } = answerOf(entry, specifiers);
        const resolved = referredKey(entry.key, version, has);
        if (resolved === undefined && /^\d/.test(version)) dangling += 1;
        requirements.push({
          kind: 'requirement',
          ecosystem: 'npm',
          name: entry.key,
          specifier,
          group,
          importer,
          ...(resolved === undefined ? {} : { resolved }),
          line: entry.line,
        });
      }
    }
  }
  return { folders: nodes.map(([folder]) => folder), requirements, dangling };
}

function folderOf(key: string): string {
  return key === '.' ? '' : key.replace(/^\.\//, '');
}

/** `{specifier, version}`, or a version with the specifier in a map apart. */
function answerOf(
  { key, node }: MapEntry,
  specifiers: Node | undefined,
): { specifier: string; version: string } {
  return {
    specifier: textOf(get(node, 'specifier')) ?? textOf(get(specifiers, key)) ?? '',
    version: textOf(get(node, 'version')) ?? textOf(node) ?? '',
  };
}
