import { ofKind } from './of-kind.ts';
import { folderOf } from '../formats/paths.ts';
import { answersFor } from './manifest-answers.ts';
import { manifestPaths } from './manifest-names.ts';
import type { Lockfile, Package, Requirement } from './facts.ts';
import { settleGroups } from './package-groups.ts';
import type { Located, ReadFile, System } from './system.ts';
import { withTooling } from './tooling-packages.ts';
import { workspaceFolders } from './workspace-folders.ts';

/** A dependency that a manifest asks for, and the locked package that answers it. */
export interface Ask {
  readonly name: string;
  readonly specifier: string;
  readonly group: Requirement['group'];
  /** folder of the manifest, relative to the lockfile's, `` for the same */
  readonly importer: string;
  /** undefined for a link to a folder, and where the lockfile has no answer */
  readonly answer: Located<Package> | undefined;
  /** where the lockfile (or, if that does not say, the manifest) asks for it */
  readonly path: string;
  readonly line: number;
}

/** A lockfile of one side, joined with the manifests that it answers. */
export interface LockedTree {
  readonly path: string;
  readonly folder: string;
  readonly file: ReadFile;
  readonly lockfile: Lockfile;
  /** `direct` and `dev` settled as far as manifests say; by key, in order of line */
  readonly packages: ReadonlyMap<string, Located<Package>>;
  readonly asks: readonly Ask[];
  /** manifests that were read, by folder relative to the lockfile's */
  readonly manifests: ReadonlyMap<string, ReadFile>;
}

const trees = new WeakMap<System, readonly LockedTree[]>();

/** All lockfiles of a side. */
export function lockedTrees(system: System): readonly LockedTree[] {
  const known = trees.get(system);
  if (known) return known;
  const found = [...system.files.values()].flatMap((file) => {
    const lockfile = file.facts.find((fact) => fact.kind === 'lockfile');
    return lockfile ? [lockedTree(system, file, lockfile)] : [];
  });
  trees.set(system, found);
  return found;
}

function lockedTree(system: System, file: ReadFile, lockfile: Lockfile): LockedTree {
  const folder = folderOf(file.path);
  const packages = new Map<string, Located<Package>>();
  for (const fact of file.facts) {
    if (fact.kind === 'package') packages.set(fact.key, asRequired(fact));
  }
  const manifests = manifestsOf(system, file.path, lockfile);
  const written =
    lockfile.importers === null
      ? asksOfManifests(manifests, lockfile, packages)
      : asksOfLockfile(file, manifests, packages);
  const asks = withTooling(written, manifests);
  const settled = settleGroups(packages, asks, asks !== written);
  return {
    path: file.path,
    folder,
    file,
    lockfile,
    packages: settled,
    asks: asks.map((ask) => (ask.answer ? { ...ask, answer: settled.get(ask.answer.key) } : ask)),
    manifests,
  };
}

/**
 * A fork by the name and the version that are required: code goes on to import that name, and versions of a fork
 * have no order with those of what it replaces. Where it comes from tells them apart.
 */
function asRequired(fact: Located<Package>): Located<Package> {
  const [, name, version] = /^(.+)@(.*)$/.exec(fact.replaces ?? '') ?? [];
  if (name === undefined || version === undefined) return fact;
  return {
    ...fact,
    name,
    version,
    source: { type: 'git', host: fact.name.toLowerCase(), commit: fact.version },
  };
}

/** Manifests of the root and of the workspace packages, as far as they were read. */
function manifestsOf(system: System, lock: string, lockfile: Lockfile): ReadonlyMap<string, ReadFile> {
  const found = new Map<string, ReadFile>();
  const add = (importer: string): void => {
    const [file] = manifestPaths(lockfile, lock, importer).flatMap((path) => system.files.get(path) ?? []);
    if (file) found.set(importer, file);
  };
  for (const importer of lockfile.importers ?? ['']) add(importer);
  if (lockfile.importers !== null) return found;
  const root = found.get('');
  if (root) for (const importer of workspaceFolders(root, system.files.keys())) add(importer);
  return found;
}

/** The lockfile has a copy of what the manifests ask for; Yarn's does not say what is for development only. */
function asksOfLockfile(
  file: ReadFile,
  manifests: ReadonlyMap<string, ReadFile>,
  packages: ReadonlyMap<string, Located<Package>>,
): readonly Ask[] {
  const groups = new Map<string, Requirement['group']>();
  for (const [importer, manifest] of manifests) {
    // Named for production and for development, a package is there for production.
    for (const { name, group } of ofKind(manifest.facts, 'requirement')) {
      const key = `${importer}\0${name}`;
      if (group !== 'peer' && groups.get(key) !== 'prod') groups.set(key, group);
    }
  }
  return ofKind(file.facts, 'requirement').map((requirement) => {
    const { name, specifier, group, importer = '', resolved, line } = requirement;
    return {
      name,
      specifier,
      group: group === 'unsaid' ? (groups.get(`${importer}\0${name}`) ?? group) : group,
      importer,
      answer: resolved === undefined ? undefined : packages.get(resolved),
      path: file.path,
      line,
    };
  });
}

/** The lockfile has no such copy: the manifests are looked up in it. */
function asksOfManifests(
  manifests: ReadonlyMap<string, ReadFile>,
  lockfile: Lockfile,
  packages: ReadonlyMap<string, Located<Package>>,
): readonly Ask[] {
  const answer = answersFor(lockfile, packages);
  return [...manifests].flatMap(([importer, file]) =>
    ofKind(file.facts, 'requirement')
      .filter(({ group }) => group !== 'peer')
      .map((requirement) => ({
        name: requirement.name,
        specifier: requirement.specifier,
        group: requirement.group,
        importer,
        answer: answer(requirement, file),
        path: file.path,
        line: requirement.line,
      })),
  );
}
