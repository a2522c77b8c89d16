import { folderOf, joinPath } from '../formats/paths.ts';
import { buildOfImage } from './built-images.ts';
import { composeBuildOf } from './compose-builds.ts';
import type { Build } from './compose-builds.ts';
import { composeSets } from './compose-project.ts';
import type { ComposeSet } from './compose-project.ts';
import type { ComposeService } from './compose-service.ts';
import type { Declaration, EnvFile, Unit } from './facts.ts';
import { folderOfImage } from './image-folder.ts';
import type { Located, System } from './system.ts';

/** A compose service as one way of starting the project runs it. */
export interface ComposeUnit {
  /** the same on both sides: folder and service */
  readonly key: string;
  readonly service: string;
  readonly folder: string;
  /** the file that says what it runs, and the line */
  readonly path: string;
  readonly line: number;
  /** files whose statements hold together for it: the default ones first, then the overlay that is meant */
  readonly files: readonly string[];
  /** folder it is built from and its Dockerfile, relative to the root; null when it runs an image from elsewhere */
  readonly build: Build | null;
  /** of a service that runs an image from a registry: what this repository builds it from, where it does */
  readonly published?: Build | null;
  /** the service as its files describe it together, where all of them are known */
  readonly merged?: ComposeService | undefined;
  /** of a function, or of what only a folder is named after: the file and the folder of its code */
  readonly code?: readonly string[];
  /** of what is no compose service: which manifests are built together, and what they put into its environment */
  readonly cluster?: UnitEnvironment & { readonly build: string; readonly root: string | null };
}

/** What a unit's processes find in their environment. */
export interface UnitEnvironment {
  readonly supplied: ReadonlySet<string>;
  /** why there may be more; empty: closed, all of it is listed */
  readonly open: readonly string[];
}

const cache = new WeakMap<System, readonly ComposeUnit[]>();

/** The services of every way in which a repository's compose files are started. */
export function composeUnits(system: System): readonly ComposeUnit[] {
  const known = cache.get(system);
  if (known) return known;
  const units = composeSets(system).flatMap((set) => unitsOf(system, set));
  cache.set(system, units);
  return units;
}

function unitsOf(system: System, set: ComposeSet): readonly ComposeUnit[] {
  const overlay = set.standard ? undefined : set.paths.at(-1);
  return [...set.services.values()].flatMap((service): readonly ComposeUnit[] => {
    const { name, statements, image } = service;
    const from = set.all.filter((path) => statements.some(({ file }) => file === path));
    // What an overlay leaves as it was is the default project's.
    if (set.paths.length > 1 && overlay !== undefined && !from.includes(overlay)) return [];
    const what = statements.find((one) => one === service.build || one.extends !== undefined);
    if (!what && !image && overlay !== undefined && set.paths.length === 1) return [];
    const said = statements.at(-1) ?? service.unit;
    const build = composeBuildOf(set, service);
    const path = overlay ?? what?.file ?? image?.file ?? said.file;
    return [
      {
        key: `${folderOf(path)}/${name}`,
        service: name,
        folder: set.folder,
        path,
        line: statements.find(({ file }) => file === path)?.line ?? said.line,
        files: from,
        build,
        ...(build || !image ? {} : fromRegistry(system, image.repository)),
        merged: set.partial || service.partial ? undefined : service,
      },
    ];
  });
}

/** What an image of a registry is made of, where that is here: a Dockerfile, or a package in a folder of its name. */
function fromRegistry(system: System, repository: string): Pick<ComposeUnit, 'published' | 'code'> {
  const published = buildOfImage(system, repository);
  const folder = published ? null : folderOfImage(system, repository);
  return { published, ...(folder === null ? {} : { code: [folder] }) };
}

/** What the image of the unit is built from, by itself or for a registry. */
export function madeFrom({ build, published }: ComposeUnit): Build | null {
  return build ?? published ?? null;
}

/** What is started together. */
export function projectOf({ cluster, path }: ComposeUnit): string {
  return cluster?.build ?? path;
}

/** What the files of a unit, the services it extends, its env files and its image put into its environment. */
export function environmentOf(system: System, unit: ComposeUnit): UnitEnvironment {
  const supplied = new Set(unit.cluster?.supplied);
  const open = new Set(unit.cluster?.open);
  const { merged } = unit;
  if (merged) addMerged(system, merged, supplied, open);
  const names = unit.cluster || merged ? [] : inherited(system, unit);
  for (const { path, service } of names) {
    for (const fact of ofUnit(system, path, service)) {
      if (fact.kind === 'declaration' && fact.phase === 'run') supplied.add(fact.name);
      if (fact.kind === 'unit')
        for (const reason of fact.open ?? []) if (!/^env_file [^$]*$/.test(reason)) open.add(reason);
      if (fact.kind === 'env-file') addEnvFile(system, fact, supplied, open);
    }
  }
  const made = madeFrom(unit);
  if (!made && unit.code && !unit.cluster) open.add('its image, of which nobody says how it is built');
  if (made) addImage(system, made.dockerfile, supplied, open);
  return { supplied, open: [...open] };
}

function addMerged(
  system: System,
  { environment, envFiles, statements }: ComposeService,
  supplied: Set<string>,
  open: Set<string>,
): void {
  for (const name of environment.keys()) supplied.add(name);
  for (const fact of envFiles) addEnvFile(system, fact, supplied, open);
  // Why else a statement is open: what it extends was found, and so were env files with a known path.
  const reasons = statements.flatMap((statement) => statement.open ?? []);
  for (const reason of reasons) if (!/^(?:env_file [^$]*$|extends )/.test(reason)) open.add(reason);
}

type UnitFact = Located<Declaration> | Located<Unit> | Located<EnvFile>;

function ofUnit(system: System, path: string, service: string): readonly UnitFact[] {
  return [
    ...system.facts('declaration').filter((fact) => fact.file === path && fact.unit === service),
    ...system.facts('unit').filter((fact) => fact.file === path && fact.name === service),
    ...system.facts('env-file').filter((fact) => fact.file === path && fact.unit === service),
  ];
}

/** The service in each of its files, and what it extends there, however far. */
function inherited(system: System, unit: ComposeUnit): readonly { path: string; service: string }[] {
  const found = unit.files.map((path) => ({ path, service: unit.service }));
  for (const { path, service } of found) {
    if (found.length > 50) break;
    for (const { extends: base } of system
      .facts('unit')
      .filter((fact) => fact.file === path && fact.name === service)) {
      if (base === undefined) continue;
      const [file, name] = base.includes('#') ? (base.split('#') as [string, string]) : [undefined, base];
      const target = file === undefined ? path : joinPath(folderOf(path), file);
      if (target !== null && !found.some((known) => known.path === target && known.service === name)) {
        found.push({ path: target, service: name });
      }
    }
  }
  return found;
}

function addEnvFile(system: System, fact: Located<EnvFile>, supplied: Set<string>, open: Set<string>): void {
  const path = joinPath(folderOf(fact.file), fact.path);
  if (path === null || !system.tree.has(path)) {
    open.add(`env_file ${fact.path}`);
    return;
  }
  for (const declaration of system.facts('declaration')) {
    if (declaration.file === path) supplied.add(declaration.name);
  }
}

function addImage(system: System, dockerfile: string, supplied: Set<string>, open: Set<string>): void {
  if (!system.tree.has(dockerfile)) open.add(`no Dockerfile at ${dockerfile}`);
  for (const { name, file, phase } of system.facts('declaration')) {
    if (file === dockerfile && phase === 'run') supplied.add(name);
  }
}
