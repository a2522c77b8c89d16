import { satisfies as satisfiesPep440 } from '@renovatebot/pep440';
import semver from 'semver';
import { folderOf } from '../../formats/paths.ts';
import { lockedTrees } from '../../system/locked-tree.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import type { Override, Package, Requirement } from '../../system/facts.ts';
import type { Located, ReadFile, System } from '../../system/system.ts';
import { rangeOf } from '../../system/version-order.ts';

/** Why a forced version forces nothing. */
export type IdleReason =
  /** the installer stops: the root asks for another range itself */
  | 'refused'
  /** the installer takes such entries from other keys, or from the root alone */
  | 'unread'
  /** the lockfile holds a version that is not allowed */
  | 'not-followed'
  /** it is for a version that nobody asks for */
  | 'other-version'
  /** the lockfile itself says that nothing takes it */
  | 'unused'
  /** the lockfile does not hold the package */
  | 'nobody';

/** A forced version that forces nothing. */
export interface IdleOverride {
  readonly reason: IdleReason;
  readonly override: Located<Override>;
  readonly lock: string;
  readonly manager: string;
  /** `refused`: what is asked for; `not-followed` and `other-version`: what is there */
  readonly versions: readonly string[];
}

/** Keys of `package.json` that an installer takes forced versions from. */
const keys: Readonly<Record<string, readonly string[]>> = {
  npm: ['overrides'],
  pnpm: ['pnpm.overrides', 'resolutions'],
  yarn: ['resolutions'],
  bun: ['overrides', 'resolutions'],
};

/** All forced versions of a side without effect, as far as lockfiles tell. */
export function idleOverrides(system: System): readonly IdleOverride[] {
  const trees = lockedTrees(system);
  return trees.flatMap((tree) => {
    const { manager } = tree.lockfile;
    if (manager === 'go') return ofGo(tree);
    if (manager === 'cargo') return ofCargo(tree);
    if (manager === 'uv') return ofUv(tree);
    const own = Object.hasOwn(keys, manager) ? keys[manager] : undefined;
    // Two installers in one folder each have keys of their own.
    const isAlone = trees.every((other) => other === tree || other.folder !== tree.folder);
    return own && isAlone ? ofNpm(system, tree, own) : [];
  });
}

function ofNpm(system: System, tree: LockedTree, read: readonly string[]): readonly IdleOverride[] {
  const settings = system.files.get(
    tree.folder === '' ? 'pnpm-workspace.yaml' : `${tree.folder}/pnpm-workspace.yaml`,
  );
  const root = tree.manifests.get('');
  if (!root || tree.packages.size === 0) return [];
  const all = [root, ...(settings && tree.lockfile.manager === 'pnpm' ? [settings] : [])].flatMap(
    overridesIn,
  );
  const heeded = all.filter(({ field }) => field === undefined || read.includes(field));
  const names = new Set(heeded.map(({ name }) => name));
  const members = [...tree.manifests].flatMap(([importer, file]) =>
    importer === '' || hasOwnLockfile(system, file) ? [] : overridesIn(file),
  );
  const unread = [...all.filter((each) => !heeded.includes(each)), ...members]
    .filter(({ name }) => !names.has(name))
    .map((override) => idle(tree, 'unread', override));
  return [...unread, ...heeded.flatMap((override) => judged(tree, root, override))];
}

function judged(tree: LockedTree, root: ReadFile, override: Located<Override>): readonly IdleOverride[] {
  const { name, selector, specifier } = override;
  const { manager } = tree.lockfile;
  const held = new Set([...tree.packages.values()].map((entry) => entry.name));
  // `-` takes the package away, and a package under another name is known by that to its users alone.
  if (specifier === '-' || specifier.startsWith('npm:')) return [];
  if (![...wayTo(override), name].every((each) => held.has(each) || isOwn(tree, each)))
    return [idle(tree, 'nobody', override)];
  const range = rangeOf(specifier);
  const isPlain = selector === name || selector === `**/${name}`;
  const asked = requirementsOf(root).find((each) => each.name === name && each.group !== 'peer');
  if (manager === 'npm' && selector === name && asked && range !== null && asked.specifier !== specifier)
    return [idle(tree, 'refused', override, [asked.specifier])];
  // pnpm and Bun copy what is forced into the lockfile, which then follows it.
  if (!isPlain || range === null || (manager !== 'npm' && manager !== 'yarn')) return [];
  const versions = [...tree.packages.values()].flatMap((entry) =>
    entry.name === name && entry.source.type === 'registry' && !isAllowed(entry, range) ? entry.version : [],
  );
  return versions.length === 0 ? [] : [idle(tree, 'not-followed', override, [...new Set(versions)])];
}

/** The packages that a selector goes through: `a` of `a>b@1` and `a/b`; none where it gives their versions, too. */
function wayTo({ selector, name }: Override): readonly string[] {
  const before = selector.slice(0, selector.lastIndexOf(name));
  return /^(?:(?:@[\w.-]+\/)?[\w.-]+[>/])+$/.test(before)
    ? [...before.matchAll(/((?:@[\w.-]+\/)?[\w.-]+)[>/]/g)].map(([, each = '']) => each)
    : [];
}

function isAllowed({ version }: Package, range: string): boolean {
  return semver.valid(version) === null || semver.satisfies(version, range, { includePrerelease: true });
}

function isOwn({ manifests }: LockedTree, name: string): boolean {
  return [...manifests.values()].some(({ facts }) =>
    facts.some((fact) => fact.kind === 'manifest' && fact.name === name),
  );
}

/** Markers may force several versions, each for one platform: it is followed where any of the locked ones fits. */
function ofUv(tree: LockedTree): readonly IdleOverride[] {
  const root = tree.manifests.get('');
  if (!root || tree.packages.size === 0) return [];
  return overridesIn(root).flatMap((override): readonly IdleOverride[] => {
    const own = overridesIn(root).filter(({ name }) => name === override.name);
    const locked = [...tree.packages.values()].filter(({ name }) => name === override.name);
    if (locked.length === 0) return [idle(tree, 'nobody', override)];
    const versions = locked.filter(({ source }) => source.type === 'registry').map(({ version }) => version);
    if (own.length > 1 || versions.length === 0 || !/^[=<>!~]/.test(override.specifier)) return [];
    return versions.some((version) => satisfiesPep440(version, override.specifier, { prereleases: true }))
      ? []
      : [idle(tree, 'not-followed', override, [...new Set(versions)])];
  });
}

/** `replace a v1.0.0 => …` is for that version alone. */
function ofGo(tree: LockedTree): readonly IdleOverride[] {
  const required = requirementsOf(tree.file);
  return overridesIn(tree.file).flatMap((override): readonly IdleOverride[] => {
    const version = override.selector.split(' ')[1];
    const asked = required.find(({ name }) => name === override.name);
    if (version === undefined || !asked) return [];
    const is = asked.specifier.split(' ')[0] ?? '';
    const isForAnother = overridesIn(tree.file).some(
      (other) =>
        other.name === override.name && [override.name, `${override.name} ${is}`].includes(other.selector),
    );
    return is === version || isForAnother ? [] : [idle(tree, 'other-version', override, [is])];
  });
}

/** Cargo writes down which patches nothing takes. */
function ofCargo(tree: LockedTree): readonly IdleOverride[] {
  return overridesIn(tree.file).flatMap((override) =>
    override.unused ? [idle(tree, 'unused', override)] : [],
  );
}

function idle(
  { path, lockfile }: LockedTree,
  reason: IdleReason,
  override: Located<Override>,
  versions: readonly string[] = [],
): IdleOverride {
  return { reason, override, lock: path, manager: lockfile.manager, versions };
}

function hasOwnLockfile({ tree }: System, { path }: ReadFile): boolean {
  const folder = folderOf(path);
  return ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'].some((name) =>
    tree.has(`${folder}/${name}`),
  );
}

function overridesIn({ facts }: ReadFile): readonly Located<Override>[] {
  return facts.filter((fact) => fact.kind === 'override');
}

function requirementsOf({ facts }: ReadFile): readonly Requirement[] {
  return facts.filter((fact) => fact.kind === 'requirement');
}
