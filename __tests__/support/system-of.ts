import { formats } from '../../src/formats/index.ts';
import { CommitTree } from '../../src/source/tree.ts';
import { createSystem } from '../../src/system/create-system.ts';
import { locateFacts } from '../../src/system/locate-facts.ts';
import type { Change, ChangedFile, ReadFile, System } from '../../src/system/system.ts';

/** A system of these files, each read by its format; nothing is searched for mentions. */
export async function systemOf(
  texts: Readonly<Record<string, string>>,
  side: 'base' | 'head' = 'head',
): Promise<System> {
  const files = new Map<string, ReadFile>();
  for (const [path, text] of Object.entries(texts)) {
    const format = formats.find((each) => each.matches(path) && (each.recognises?.(text) ?? true));
    if (!format) continue;
    const { facts } = await format.read({ path, text });
    files.set(path, { path, format: format.id, facts: locateFacts(facts, path) });
  }
  const entries = Object.keys(texts).map((path) => [path, { kind: 'file', object: path }] as const);
  const tree = new CommitTree(new Map(entries));
  return createSystem({ side, tree, files, unreadable: new Map(), mentions: [], isProvided: () => false });
}

export async function changeOf(
  base: Readonly<Record<string, string>>,
  head: Readonly<Record<string, string>>,
  files: readonly ChangedFile[] = [],
): Promise<Change> {
  return { base: await systemOf(base, 'base'), head: await systemOf(head, 'head'), files };
}
