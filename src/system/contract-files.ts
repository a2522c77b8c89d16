import { escapePattern } from '../formats/escape-pattern.ts';
import { nameOf } from '../formats/paths.ts';
import { Unreadable } from '../formats/format.ts';
import type { ContractDocument } from '../formats/format.ts';
import type { FileReader, Outcome, ReadableTree } from './file-reader.ts';

const mostFragments = 4000;

/**
 * Files that contract documents refer to, read as fragments: by path, beside what was
 * read already. Follows references of fragments too, inside the commit only.
 */
export async function readFragments(
  reader: FileReader,
  tree: ReadableTree,
  outcomes: ReadonlyMap<string, Outcome>,
): Promise<ReadonlyMap<string, Outcome>> {
  const found = new Map<string, Outcome>();
  const open = [...outcomes].filter(
    ([, outcome]) => outcome.state === 'read' && mayRefer(outcome.file.contract),
  );
  if (open.length === 0) return found;
  const { referencedFiles } = await import('../formats/openapi/references.ts');
  for (let entry = open.pop(); entry && found.size < mostFragments; entry = open.pop()) {
    const [from, outcome] = entry;
    const contract = outcome.state === 'read' ? outcome.file.contract : undefined;
    if (!contract) continue;
    for (const path of referencedFiles(from, contract.document)) {
      const known = outcomes.get(path);
      if (found.has(path) || (known?.state === 'read' && known.file.contract)) continue;
      const fragment = await readFragment(reader, tree, path);
      found.set(path, fragment);
      open.push([path, fragment]);
    }
  }
  return found;
}

/** Files of one GraphQL schema do not name each other. */
function mayRefer(contract: ContractDocument | undefined): boolean {
  return contract !== undefined && contract.dialect !== 'graphql';
}

async function readFragment(reader: FileReader, tree: ReadableTree, path: string): Promise<Outcome> {
  const unreadable = { state: 'unreadable', format: 'openapi', stage: 'contracts' } as const;
  const text = await reader.text(tree, path);
  if (text === null) {
    const detail = tree.has(path)
      ? 'A contract refers to it, and it has no readable text'
      : 'A contract refers to it, and it is not in the commit';
    return { ...unreadable, reason: 'reference-dangling', detail };
  }
  const { readContract } = await import('../formats/openapi/read.ts');
  try {
    const contract = readContract({ path, text });
    return {
      state: 'read',
      file: { path, format: 'openapi', facts: [], contract },
      gaps: [],
      stage: 'contracts',
    };
  } catch (error) {
    if (error instanceof Unreadable) return { ...unreadable, reason: error.reason, detail: error.message };
    throw error;
  }
}

/**
 * A pattern that finds the files which refer to any of these: a part of a contract
 * does not say that it is one. Null when none of them can be such a part.
 */
export function referrersPattern(parts: readonly string[]): string | null {
  const names = new Set(parts.filter(mayBePart).map(nameOf));
  if (names.size === 0 || names.size > 200) return null;
  const escaped = [...names].map(escapePattern);
  return `\\$ref["']? *:.*(${escaped.join('|')})`;
}

function mayBePart(path: string): boolean {
  return (
    /\.(?:json|ya?ml)$/i.test(path) &&
    !/(?:^|\/)(?:\.github|\.vscode|locales?|i18n|node_modules)\//.test(path)
  );
}
