import type { Package, Requirement } from '../../system/facts.ts';
import type { Open } from '../locked-package.ts';
import { objectOf, isObject, stringEntries, stringOf } from '../json-value.ts';
import type { JsonObject } from '../json-value.ts';
import { servedInstead, sourceOf, unknownSource, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { nameOf } from '../paths.ts';
import type { KeyLines } from './key-lines.ts';

const groups = {
  dependencies: 'prod',
  devDependencies: 'dev',
  optionalDependencies: 'optional',
  peerDependencies: 'peer',
} as const;

const installed = 'node_modules/';

export interface PackagesReading {
  readonly facts: readonly (Package | Requirement)[];
  readonly importers: readonly string[];
}

/** The `packages` of versions 2 and 3: a folder of the installed tree each, `` for the root. */
export function readPackages(packages: JsonObject, keys: KeyLines): PackagesReading {
  const tree = new InstalledTree(packages);
  const found: Package[] = [];
  const requirements: Requirement[] = [];
  const direct = new Set<string>();
  const importers: string[] = [];
  for (const [key, entry] of Object.entries(packages)) {
    if (!isObject(entry)) continue;
    const line = keys.next(key, '{');
    // A folder of the repository, not of `node_modules`: the root, a workspace package or a `file:` dependency.
    if (!key.includes(installed)) {
      importers.push(key);
      for (const requirement of requirementsOf(key, entry, tree, keys)) {
        requirements.push(requirement);
        if (requirement.resolved !== undefined) direct.add(requirement.resolved);
      }
    }
    if (key !== '' && entry.link !== true) found.push(packageOf(key, entry, line, tree));
  }
  const settled = found.map((entry) => (direct.has(entry.key) ? { ...entry, direct: true } : entry));
  return { facts: [...requirements, ...settled].sort((a, b) => a.line - b.line), importers };
}

function requirementsOf(
  importer: string,
  entry: JsonObject,
  tree: InstalledTree,
  keys: KeyLines,
): readonly Requirement[] {
  return Object.keys(entry).flatMap((field) => {
    if (!isGroup(field)) return [];
    return stringEntries(entry[field]).map(([name, specifier]): Requirement => {
      const resolved = tree.resolve(importer, name);
      return {
        kind: 'requirement',
        ecosystem: 'npm',
        name,
        specifier,
        group: groups[field],
        importer,
        ...(resolved === undefined ? {} : { resolved }),
        line: keys.next(name, '"'),
      };
    });
  });
}

function isGroup(field: string): field is keyof typeof groups {
  return Object.hasOwn(groups, field);
}

function packageOf(key: string, entry: JsonObject, line: number, tree: InstalledTree): Package {
  const own = key.includes(installed) ? key.slice(key.lastIndexOf(installed) + installed.length) : undefined;
  const engines = stringEntries(entry.engines);
  const peers = stringEntries(entry.peerDependencies);
  const integrity = stringOf(entry.integrity);
  const needed = [entry.dependencies, entry.optionalDependencies, entry.peerDependencies].flatMap((group) =>
    Object.keys(objectOf(group)).flatMap((name) => tree.resolve(key, name) ?? []),
  );
  const found: Open<Package> = {
    kind: 'package',
    ecosystem: 'npm',
    name: stringOf(entry.name) ?? own ?? tree.linkedName(key) ?? nameOf(key),
    version: stringOf(entry.version) ?? '',
    direct: false,
    dev: entry.dev === true,
    source: own === undefined ? tree.folderSource(key) : sourceOfEntry(entry),
    integrity: integrity === undefined ? [] : integrity.includes(' ') ? integrity.split(/\s+/) : [integrity],
    key,
    line,
  };
  if (entry.optional === true || entry.devOptional === true) found.optional = true;
  if (entry.hasInstallScript === true) found.installScript = true;
  if (entry.deprecated !== undefined) found.deprecated = true;
  if (engines.length > 0) found.engines = Object.fromEntries(engines);
  if (peers.length > 0) found.peers = Object.fromEntries(peers);
  if (own !== undefined && found.version !== '' && found.source.type === 'registry') {
    const serves = servedInstead(stringOf(entry.resolved) ?? '', found.name, found.version);
    if (serves !== undefined) found.serves = serves;
    if (found.name !== own && !tree.isAlias(own, found.name)) found.installedAs = own;
  }
  if (needed.length > 0) found.requires = needed;
  return found;
}

function sourceOfEntry(entry: JsonObject): PackageSource {
  const resolved = stringOf(entry.resolved);
  if (resolved !== undefined) return sourceOf(resolved);
  // `omit-lockfile-registry-resolved` leaves the address out; a bundled package came inside of another.
  return entry.inBundle === true || entry.integrity === undefined ? unknownSource : unnamedRegistry;
}

/** Looks names up the way Node does: `node_modules` of the folder, then of the folders around it. */
class InstalledTree {
  readonly #packages: JsonObject;
  readonly #links = new Map<string, string>();
  /** names that something asks for as another package, `name`, NUL, specifier without its range; made when first needed */
  #aliases: ReadonlySet<string> | undefined;
  readonly #workspaces: boolean;

  constructor(packages: JsonObject) {
    this.#packages = packages;
    this.#workspaces = objectOf(packages['']).workspaces !== undefined;
    for (const [key, entry] of Object.entries(packages)) {
      const target = isObject(entry) && entry.link === true ? stringOf(entry.resolved) : undefined;
      if (target !== undefined)
        this.#links.set(target, key.slice(key.lastIndexOf(installed) + installed.length));
    }
  }

  /** Whether something in the file asks for a package under this other name. */
  isAlias(name: string, target: string): boolean {
    this.#aliases ??= new Set(
      Object.values(this.#packages).flatMap((entry) =>
        Object.keys(groups).flatMap((field) =>
          stringEntries(objectOf(entry)[field]).flatMap(([own, specifier]) =>
            /[:/]/.test(specifier) ? [`${own}\0${aliasedIn(specifier)}`] : [],
          ),
        ),
      ),
    );
    return this.#aliases.has(`${name}\0${target}`) || this.#aliases.has(`${name}\0`);
  }

  linkedName(folder: string): string | undefined {
    return this.#links.get(folder);
  }

  folderSource(folder: string): PackageSource {
    return { type: this.#workspaces ? 'workspace' : 'path', host: null, location: folder };
  }

  /** Key of the entry that a folder gets by a name; undefined for a link to another folder. */
  resolve(from: string, name: string): string | undefined {
    for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
      const key = `${folder === '' ? '' : `${folder}/`}${installed}${name}`;
      const entry =
        folder.endsWith('/node_modules') || folder === 'node_modules' ? undefined : this.#packages[key];
      if (isObject(entry)) return entry.link === true ? undefined : key;
      if (folder === '') return undefined;
    }
  }
}

/** `npm:other@^1` names another package; empty for addresses, which may hold a package of any name. */
function aliasedIn(specifier: string): string {
  return /^npm:(.[^@]*)(?:@|$)/.exec(specifier)?.[1] ?? '';
}
