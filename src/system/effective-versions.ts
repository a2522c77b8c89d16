import { folderOf, joinPath } from '../formats/paths.ts';
import { foldersAbove, pomAt } from './build-files.ts';
import type { Requirement } from './facts.ts';
import type { Located, ReadFile } from './system.ts';

type Files = ReadonlyMap<string, ReadFile>;

/** Names that stand for versions, and versions that are given to whoever names none. */
interface Model {
  readonly properties: ReadonlyMap<string, string>;
  readonly managed: ReadonlyMap<string, string>;
}

const empty: Model = { properties: new Map(), managed: new Map() };

const formats: ReadonlySet<string> = new Set(['pom', 'msbuild', 'gradle-build']);

/**
 * Fills in versions that a manifest of Maven, Gradle or MSBuild takes over from another file of the repository: properties and
 * managed versions of parents, what an imported list manages, properties of the files above. What is not known stays as written.
 */
export function withEffectiveVersions(files: Files): Files {
  if (![...files.values()].some(({ format }) => formats.has(format))) return files;
  const poms = new Map<string, string>();
  for (const { path, format, facts } of files.values()) {
    const own = format === 'pom' ? facts.find((fact) => fact.kind === 'manifest') : undefined;
    if (own?.kind === 'manifest' && own.name !== null) poms.set(own.name, path);
  }
  const models = new Map<string, Model>();
  return new Map(
    [...files].map(([path, file]) => {
      if (!formats.has(file.format) || !file.facts.some(isOpen)) return [path, file];
      const model = file.format === 'pom' ? pomModel(path, { files, poms, models }) : modelAbove(file, files);
      const facts = file.facts.map((fact) => (isOpen(fact) ? filled(fact, model) : fact));
      return [path, facts.some((fact, at) => fact !== file.facts[at]) ? { ...file, facts } : file];
    }),
  );
}

function isOpen(fact: Located): fact is Located<Requirement> {
  return fact.kind === 'requirement' && (fact.specifier === '' || fact.specifier.includes('$'));
}

function filled(fact: Located<Requirement>, { properties, managed }: Model): Located<Requirement> {
  const written = fact.specifier === '' ? (managed.get(fact.name) ?? '') : fact.specifier;
  const specifier = resolve(written, properties);
  return specifier === fact.specifier || specifier.includes('$') ? fact : { ...fact, specifier };
}

/** `${maven}`, `$(MSBuild)`, `$gradle`, `${project.ext.gradle}`; one may be made of others. */
function resolve(written: string, properties: ReadonlyMap<string, string>): string {
  let text = written;
  for (let step = 0; step < 10 && text.includes('$') && text.length < 500; step += 1) {
    const before = text;
    text = text.replace(
      /\$\{([\w.-]+)\}|\$\(([\w.-]+)\)|\$([A-Za-z_]\w*)/g,
      (whole, maven?: string, msbuild?: string, gradle?: string) => {
        const name = maven ?? msbuild ?? gradle ?? '';
        return properties.get(name) ?? properties.get(name.replace(/^.*\./, '')) ?? whole;
      },
    );
    if (text === before) break;
  }
  return text;
}

interface Poms {
  readonly files: Files;
  /** path by `group:artifact` */
  readonly poms: ReadonlyMap<string, string>;
  readonly models: Map<string, Model>;
}

/** https://maven.apache.org/ref/current/maven-model-builder/: the nearest word counts. */
function pomModel(path: string, all: Poms): Model {
  const known = all.models.get(path);
  if (known) return known;
  // What builds on itself has nothing to give.
  all.models.set(path, empty);
  const facts = all.files.get(path)?.facts ?? [];
  const parent = parentModel(path, facts, all);
  const properties = new Map(parent.properties);
  for (const fact of facts) if (fact.kind === 'version-property') properties.set(fact.name, fact.version);
  for (const fact of facts)
    if (fact.kind === 'manifest' && fact.version !== null) properties.set('project.version', fact.version);
  const managers = facts.filter(
    (fact): fact is Located<Requirement> => fact.kind === 'requirement' && fact.manages !== undefined,
  );
  const imported = managers.flatMap(({ name, manages }) => {
    const list = manages === 'import' ? all.poms.get(name) : undefined;
    return list === undefined ? [] : [...pomModel(list, all).managed];
  });
  const own = managers.map(({ name, specifier }) => [name, resolve(specifier, properties)] as const);
  const model = { properties, managed: new Map([...imported, ...parent.managed, ...own]) };
  all.models.set(path, model);
  return model;
}

/** Only where the file there is the one that is meant. */
function parentModel(path: string, facts: readonly Located[], all: Poms): Model {
  const parent = facts.find((fact) => fact.kind === 'manifest-parent');
  if (parent?.kind !== 'manifest-parent') return empty;
  const at = pomAt(joinPath(folderOf(path), parent.path));
  return at !== null && all.poms.get(parent.name) === at ? pomModel(at, all) : empty;
}

/** Properties of the files in the folders above, the nearest last. */
function modelAbove(file: ReadFile, files: Files): Model {
  const names =
    file.format === 'msbuild'
      ? ['Directory.Build.props', 'Directory.Packages.props']
      : ['gradle.properties', 'build.gradle', 'build.gradle.kts'];
  const facts = foldersAbove(file.path)
    .toReversed()
    .flatMap((folder) => names.flatMap((name) => files.get(joinPath(folder, name) ?? name)?.facts ?? []));
  return {
    properties: new Map(
      [...facts, ...file.facts].flatMap((fact) =>
        fact.kind === 'version-property' ? [[fact.name, fact.version] as const] : [],
      ),
    ),
    // .NET's central list is told of where it stands.
    managed: new Map(),
  };
}
