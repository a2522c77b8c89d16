import { isExampleName } from '../formats/dotenv/example-name.ts';
import { folderOf, nameOf } from '../formats/paths.ts';
import type { System } from './system.ts';

/** An example env file with all names that it and its neighbours list, commented ones too. */
export interface Example {
  readonly path: string;
  readonly names: ReadonlySet<string>;
}

const cache = new WeakMap<System, ReadonlyMap<string, readonly Example[]>>();

/** The example env files that stand closest to a file, in its folder or above it. */
export function exampleFor(system: System, path: string): Example | undefined {
  const folders = examplesIn(system);
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const found = folders.get(folder) ?? [];
    const [first] = found.toSorted((a, b) => b.names.size - a.names.size);
    if (first) return { path: first.path, names: new Set(found.flatMap(({ names }) => [...names])) };
    if (folder === '') return undefined;
  }
}

function examplesIn(system: System): ReadonlyMap<string, readonly Example[]> {
  const known = cache.get(system);
  if (known) return known;
  const folders = new Map<string, Example[]>();
  for (const { path, format, facts } of system.files.values()) {
    if (format !== 'dotenv' || !isExampleName(nameOf(path))) continue;
    const names = new Set(facts.flatMap((fact) => (fact.kind === 'declaration' ? [fact.name] : [])));
    const folder = folderOf(path);
    folders.set(folder, [...(folders.get(folder) ?? []), { path, names }]);
  }
  cache.set(system, folders);
  return folders;
}
