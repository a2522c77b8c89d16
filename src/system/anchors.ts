import type { Stage } from '../stages/rule.ts';
import type { TreePair } from '../source/repository.ts';
import type { FactKind } from './facts.ts';
import type { FileReader } from './file-reader.ts';
import type { Subjects } from './subjects.ts';
import type { ChangedFile } from './system.ts';

/** One word search over head, and what to do with the files it hits. */
export interface Search {
  readonly stage: Stage;
  readonly words: readonly string[];
  /** extended regular expressions, for names that are also everyday words */
  readonly patterns?: readonly string[];
  /** hits are read by these formats */
  readonly formats: readonly string[] | 'all';
  /** hits are looked through for mentions */
  readonly mentions: boolean;
}

/** Formats that say what runs where: read whole when a question needs to know every unit. */
const unitFormats = ['compose', 'dockerfile'];

/** Which formats must be read whole for which kinds of facts in play. */
const anchorsOf: Readonly<Partial<Record<FactKind, readonly string[]>>> = {
  declaration: unitFormats,
  read: unitFormats,
  unit: unitFormats,
  'env-file': unitFormats,
  service: unitFormats,
  edge: unitFormats,
  'health-check': unitFormats,
  image: unitFormats,
  copy: unitFormats,
  mount: unitFormats,
  command: unitFormats,
  runtime: ['runtime-files', 'package-json', 'dockerfile', 'github-workflow'],
  package: ['package-json', 'pnpm-workspace'],
  requirement: ['package-json', 'pnpm-workspace'],
  script: ['package-json', 'github-workflow', 'dockerfile', 'makefile', 'procfile', 'compose'],
};

/** Ids of the formats whose files are all needed. */
export function anchorFormats(subjects: Subjects, files: readonly ChangedFile[]): readonly string[] {
  const needed = new Set([...subjects.kinds].flatMap((kind) => anchorsOf[kind] ?? []));
  // A path that is gone may be built, mounted or started by any of these.
  if (files.some(({ status }) => status === 'removed' || status === 'renamed')) {
    for (const id of [...unitFormats, 'procfile', 'package-json']) needed.add(id);
  }
  return [...needed];
}

const skipped = /(?:^|\/)(?:node_modules|vendor|third_party|testdata|fixtures|__fixtures__)\//;

export function isAnchor(reader: FileReader, formats: readonly string[], path: string): boolean {
  return reader.isOf(path, formats) && !skipped.test(path);
}

/** The word searches that a change asks for. */
export function searchesFor(
  subjects: Subjects,
  _files: readonly ChangedFile[],
  _trees: TreePair,
): readonly Search[] {
  const searches: Search[] = [];
  const variables = [...subjects.variables].filter((name) => /^[A-Za-z_][A-Za-z0-9_.]*$/.test(name));
  if (variables.length > 0) {
    searches.push({ stage: 'config', words: variables, formats: 'all', mentions: true });
  }
  const hosts = [...subjects.hosts].filter((name) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name));
  if (hosts.length > 0) {
    const names = hosts.map((name) => name.replaceAll('.', '\\.')).join('|');
    searches.push({
      stage: 'dependencies',
      words: [],
      patterns: [`(//|@)(${names})([:/"'?, ]|$)`, `(^|[^A-Za-z0-9_.-])(${names}):[0-9]{2,5}([^0-9]|$)`],
      formats: 'all',
      mentions: true,
    });
  }
  return searches;
}
