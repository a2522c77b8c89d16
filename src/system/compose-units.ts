import { folderOf, joinPath, nameOf } from '../formats/paths.ts';
import { composeSets } from './compose-project.ts';
import type { ComposeService } from './compose-service.ts';
import type { Declaration, EnvFile, Unit } from './facts.ts';
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
  readonly build: { readonly context: string; readonly dockerfile: string; readonly target: string } | null;
  /** of a function: the file and the folder of its code */
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

const defaultNames = /^(?:docker-)?compose\.ya?ml$/;
const overrideNames = /^(?:docker-)?compose\.override\.ya?ml$/;

const cache = new WeakMap<System, readonly ComposeUnit[]>();

/**
 * The services of every compose project. A project is a folder: its default file with
 * the override, and each other file either as an overlay of the default (for services
 * that both name) or by itself.
 */
export function composeUnits(system: System): readonly ComposeUnit[] {
  const known = cache.get(system);
  if (known) return known;
  const facts = system.facts('unit').filter(({ type }) => type === 'compose-service');
  const folders = groupByFolder(facts);
  const units = [...folders].flatMap(([folder, inFolder]) => unitsOf(system, folder, inFolder));
  cache.set(system, units);
  return units;
}

function unitsOf(system: System, folder: string, facts: readonly Located<Unit>[]): readonly ComposeUnit[] {
  const runs = new Set(
    [
      ...facts.filter(({ build }) => build),
      ...system.facts('image').filter(({ role }) => role === 'run'),
    ].map((fact) => `${fact.file}\0${'unit' in fact ? fact.unit : fact.name}`),
  );
  const files = [...new Set(facts.map(({ file }) => file))];
  const defaults = files.filter((path) => defaultNames.test(nameOf(path)));
  const overrides = files.filter((path) => overrideNames.test(nameOf(path)));
  const standard = [...defaults, ...overrides];
  return facts.flatMap((fact): readonly ComposeUnit[] => {
    const isStandard = standard.includes(fact.file);
    const inDefault = facts.some(({ name, file }) => name === fact.name && defaults.includes(file));
    const saysWhat = runs.has(`${fact.file}\0${fact.name}`) || fact.extends !== undefined;
    // An override is part of the default project; other overlays only add to what the default file starts.
    if (isStandard && !defaults.includes(fact.file) && inDefault) return [];
    if (!isStandard && !saysWhat && !inDefault) return [];
    const others = isStandard ? standard : inDefault ? [...defaults, fact.file] : [fact.file];
    return [
      {
        key: `${folder}/${fact.name}`,
        service: fact.name,
        folder,
        path: fact.file,
        line: fact.line,
        files: others,
        build: buildOf(facts, fact.name, others, folder),
      },
    ];
  });
}

function groupByFolder(facts: readonly Located<Unit>[]): ReadonlyMap<string, readonly Located<Unit>[]> {
  const folders = new Map<string, Located<Unit>[]>();
  for (const fact of facts) {
    const folder = folderOf(fact.file);
    folders.set(folder, [...(folders.get(folder) ?? []), fact]);
  }
  return folders;
}

function buildOf(
  facts: readonly Located<Unit>[],
  name: string,
  files: readonly string[],
  folder: string,
): ComposeUnit['build'] {
  const stated = facts.filter((fact) => fact.name === name && files.includes(fact.file) && fact.build);
  const build = stated.at(-1)?.build;
  const context = build ? joinPath(folder, build.context) : null;
  if (!build || context === null) return null;
  const dockerfile = joinPath(context, build.dockerfile ?? 'Dockerfile');
  return dockerfile === null ? null : { context, dockerfile, target: build.target ?? '' };
}

/** What the files of a unit, the services it extends, its env files and its image put into its environment. */
export function environmentOf(system: System, unit: ComposeUnit): UnitEnvironment {
  const supplied = new Set(unit.cluster?.supplied);
  const open = new Set(unit.cluster?.open);
  const merged = unit.cluster ? undefined : mergedService(system, unit);
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
  if (unit.build) addImage(system, unit.build.dockerfile, supplied, open);
  return { supplied, open: [...open] };
}

/** The service as its files describe it together, `!reset` and `!override` applied; undefined where a part is not known. */
function mergedService(system: System, { files, service }: ComposeUnit): ComposeService | undefined {
  const set = composeSets(system).find(
    ({ paths, partial }) =>
      !partial && paths.at(-1) === files.at(-1) && files.every((path) => paths.includes(path)),
  );
  const found = set?.services.get(service);
  return found?.partial === false ? found : undefined;
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
