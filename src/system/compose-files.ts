import { folderOf, joinPath, nameOf } from '../formats/paths.ts';
import { withFilledBuild } from './build-variables.ts';
import type { ComposeLayer } from './compose-service.ts';
import type { System } from './system.ts';

/** What one compose file says. */
export interface ComposeFile {
  readonly path: string;
  /** what it says of each service */
  readonly services: ReadonlyMap<string, ComposeLayer>;
  /** paths of files that it takes in as they are */
  readonly includes: readonly string[];
}

/** The compose files of one side, by path. */
export function composeFiles(system: System): ReadonlyMap<string, ComposeFile> {
  const files = new Map<string, ComposeFile>();
  for (const { path, format, facts } of system.files.values()) {
    if (format !== 'compose') continue;
    const services = new Map<
      string,
      { unit: ComposeLayer['unit']; facts: ComposeLayer['facts'][number][] }
    >();
    for (const fact of facts) {
      if (fact.kind === 'unit')
        services.set(fact.name, { unit: withFilledBuild(system, path, fact), facts: [] });
    }
    for (const fact of facts) {
      const unit = 'unit' in fact ? fact.unit : fact.kind === 'edge' ? fact.from : undefined;
      if (unit !== undefined && fact.kind !== 'unit') services.get(unit)?.facts.push(fact);
    }
    const includes = facts.flatMap((fact) => {
      const target = fact.kind === 'include' ? joinPath(folderOf(path), fact.path) : null;
      return target === null ? [] : [target];
    });
    files.set(path, { path, services, includes });
  }
  return files;
}

/** Files that are started together, the first to be laid over by the next. */
export interface FileSet {
  /** the same on both sides of a change: folder, and the overlay where there is one */
  readonly key: string;
  readonly folder: string;
  readonly paths: readonly string[];
  /** what starts when nobody names a file */
  readonly standard: boolean;
}

/** Compose looks for these in this order: https://docs.docker.com/compose/intro/compose-application-model/ */
const defaults = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrides = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/**
 * The ways in which a repository's compose files are started, as far as their names and
 * contents tell: the default file of a folder with its override; the default file with each
 * file that only adds to it; each file that can stand alone. What commands start together
 * (`stated`) comes before what the contents of the last file of it suggest.
 */
export function fileSets(files: Files, stated: readonly (readonly string[])[] = []): readonly FileSet[] {
  const folders = new Map<string, string[]>();
  for (const path of [...files.keys()].sort()) {
    const folder = folderOf(path);
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  const included = new Set([...files.values()].flatMap(({ includes }) => includes));
  const sets: FileSet[] = [];
  for (const [folder, paths] of folders) {
    const standard = defaultOf(folder, files);
    const override = paths.find((path) => overrides.includes(nameOf(path)));
    if (standard !== undefined) {
      const both = override === undefined ? [standard] : [standard, override];
      sets.push({ key: folder, folder, paths: both, standard: true });
    }
    for (const path of paths) {
      if (path === standard || (standard !== undefined && path === override) || included.has(path)) continue;
      const key = `${folder}/${nameOf(path)}`;
      const used = stated.filter((set) => set.at(-1) === path && set.every((each) => files.has(each)));
      sets.push(...used.map((set, index) => statedSet(set, index === 0 ? key : `${key}#${index}`)));
      if (used.length > 0) continue;
      const base = baseFor(path, files);
      sets.push({
        key,
        folder: base === undefined ? folder : folderOf(base),
        paths: base === undefined ? [path] : [base, path],
        standard: false,
      });
    }
  }
  return sets;
}

/** Paths in it are seen from the folder of its first file. */
function statedSet(paths: readonly string[], key: string): FileSet {
  return { key, folder: folderOf(paths[0] ?? ''), paths, standard: false };
}

function defaultOf(folder: string, files: Files): string | undefined {
  const at = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  return defaults.map(at).find((path) => files.has(path));
}

/** The file that an overlay is laid over: the default one here or in a folder above, or the sibling that has its services. */
function baseFor(path: string, files: Files): string | undefined {
  const own = files.get(path);
  if (!own) return undefined;
  for (
    let folder: string | null = folderOf(path);
    folder !== null;
    folder = folder === '' ? null : folderOf(folder)
  ) {
    const found = defaultOf(folder, files);
    const base = found === undefined ? undefined : files.get(found);
    if (base && addsTo(own, base, files)) return standsAlone(own, base, files) ? undefined : found;
  }
  if (isRunnable(own) && missing(own, files).length === 0) return undefined;
  return [...files.values()].find(
    (other) =>
      other.path !== path &&
      folderOf(other.path) === folderOf(path) &&
      isRunnable(other) &&
      addsTo(own, other, files),
  )?.path;
}

type Files = ReadonlyMap<string, ComposeFile>;

/** They share a service, or one waits for a service that only the other has. */
function addsTo(own: ComposeFile, other: ComposeFile, files: Files): boolean {
  return [...own.services.keys(), ...missing(own, files)].some((name) => other.services.has(name));
}

/** Services that it waits for and neither has nor takes in. */
function missing(own: ComposeFile, files: Files): readonly string[] {
  const taken = new Set([own]);
  for (const file of taken) {
    for (const path of file.includes) {
      const other = files.get(path);
      if (other) taken.add(other);
    }
  }
  const has = new Set([...taken].flatMap(({ services }) => [...services.keys()]));
  return [...own.services.values()].flatMap(({ facts }) =>
    facts.flatMap((fact) => (fact.kind === 'edge' && fact.required && !has.has(fact.to) ? [fact.to] : [])),
  );
}

/** Each of its services says by itself what it runs. */
function isRunnable({ services }: ComposeFile): boolean {
  return [...services.values()].every(
    ({ unit, facts }) =>
      unit.build || unit.extends !== undefined || facts.some(({ kind }) => kind === 'image'),
  );
}

const aspects = ['declaration', 'env-file', 'edge', 'port', 'mount', 'health-check', 'command'] as const;

/**
 * A second full description, not an overlay: it says what everything runs, and says again
 * most of the kinds of things that the default file says of the services they share.
 */
function standsAlone(own: ComposeFile, base: ComposeFile, files: Files): boolean {
  if (!isRunnable(own) || missing(own, files).length > 0) return false;
  let said = 0;
  let repeated = 0;
  for (const [name, { facts }] of own.services) {
    const before = base.services.get(name)?.facts ?? [];
    for (const aspect of aspects) {
      if (!before.some(({ kind }) => kind === aspect)) continue;
      said += 1;
      if (facts.some(({ kind }) => kind === aspect)) repeated += 1;
    }
  }
  return repeated * 2 > said;
}
