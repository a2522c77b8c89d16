import { isTestPath } from '../formats/code-paths.ts';
import { folderOf, joinPath } from '../formats/paths.ts';
import { composeFiles, fileSets } from './compose-files.ts';
import type { ComposeFile, FileSet } from './compose-files.ts';
import { mergeService } from './compose-service.ts';
import type { ComposeLayer, ComposeService } from './compose-service.ts';
import type { ComposeStart } from './facts.ts';
import type { Change, Located, System } from './system.ts';

/** One way of starting a project: its files, and its services as these describe them together. */
export interface ComposeSet extends FileSet {
  /** its files and those that they take in, in order */
  readonly all: readonly string[];
  /** it takes in a file that was not found */
  readonly partial: boolean;
  readonly services: ReadonlyMap<string, ComposeService>;
}

/** A set of base and the one that took its place at head. */
export interface ComposePair {
  readonly base: ComposeSet;
  readonly head: ComposeSet;
}

const cache = new WeakMap<System, readonly ComposeSet[]>();

/** Every set of one side, the default ones of a folder before its overlays. */
export function composeSets(system: System): readonly ComposeSet[] {
  const known = cache.get(system);
  if (known) return known;
  const files = composeFiles(system);
  const sets = fileSets(files, statedSets(system)).map((set): ComposeSet => {
    const paths = withIncludes(set.paths, files);
    const partial = paths.some((path) => !files.has(path));
    return { ...set, all: paths, partial, services: servicesOf(paths, files) };
  });
  cache.set(system, sets);
  return sets;
}

/** Each once, longest first: what is laid over more says more. */
function statedSets(system: System): readonly (readonly string[])[] {
  const starts = system.facts('compose-start').filter(({ file }) => !isTestPath(file));
  const placed = starts.flatMap((start) => placesOf(system, start));
  const sets = new Map(placed.map((paths) => [paths.join('\0'), paths]));
  return [...sets.values()].toSorted((a, b) => b.length - a.length).slice(0, 100);
}

/** Scripts run at the root or in their own folder; it is the one that has the files. */
function placesOf(
  { tree }: System,
  { file, paths, placed }: Located<ComposeStart>,
): readonly (readonly string[])[] {
  if (placed !== false) return [paths];
  const folders = [...new Set(['', folderOf(file)])];
  const found = folders
    .map((folder) => paths.flatMap((path) => joinPath(folder, path) ?? []))
    .filter((all) => all.length === paths.length && all.every((path) => tree.has(path)));
  return found.length === 1 ? found : [];
}

/** Pairs of sets that mean the same project, a renamed or moved file followed. */
export function composePairs({ base, head, files }: Change): readonly ComposePair[] {
  const moved = new Map(
    files.flatMap(({ from, path }) => (from === undefined ? [] : [[from, path] as const])),
  );
  const after = composeSets(head);
  return composeSets(base).flatMap((before) => {
    const last = before.paths.at(-1) ?? '';
    const main = moved.get(last) ?? last;
    const same =
      after.find(({ paths }) => paths.at(-1) === main) ??
      after.find(({ key }) => key === before.key) ??
      after.find(({ paths }) => paths.includes(main));
    return same ? [{ base: before, head: same }] : [];
  });
}

function servicesOf(
  paths: readonly string[],
  files: ReadonlyMap<string, ComposeFile>,
): ReadonlyMap<string, ComposeService> {
  const names = new Set(paths.flatMap((path) => [...(files.get(path)?.services.keys() ?? [])]));
  const services = new Map<string, ComposeService>();
  for (const name of names) {
    const merged = mergeService(
      name,
      paths.flatMap((path) => layersOf(path, name, files, new Set())),
    );
    if (merged) services.set(name, merged);
  }
  return services;
}

/** Files that are taken in come before the file that does so. */
function withIncludes(paths: readonly string[], files: ReadonlyMap<string, ComposeFile>): readonly string[] {
  const found: string[] = [];
  const visit = (path: string, above: ReadonlySet<string>): void => {
    if (above.has(path) || found.includes(path)) return;
    for (const each of files.get(path)?.includes ?? []) visit(each, new Set([...above, path]));
    found.push(path);
  };
  for (const path of paths) visit(path, new Set());
  return found;
}

/** What a file says of a service, behind what the service it extends says. */
function layersOf(
  path: string,
  name: string,
  files: ReadonlyMap<string, ComposeFile>,
  seen: Set<string>,
): readonly ComposeLayer[] {
  const key = `${path}\0${name}`;
  const layer = files.get(path)?.services.get(name);
  if (!layer || seen.has(key)) return [];
  seen.add(key);
  const base = layer.unit.extends;
  if (base === undefined) return [layer];
  const hash = base.indexOf('#');
  const file = hash === -1 ? path : joinPath(folderOf(path), base.slice(0, hash));
  const inherited = file === null ? [] : layersOf(file, base.slice(hash + 1), files, seen);
  const partial = inherited.length === 0;
  // The names of the service that is extended are not this one's.
  return [
    ...inherited.map((each) => ({ ...each, facts: each.facts.filter(({ kind }) => kind !== 'service') })),
    { ...layer, partial },
  ];
}
