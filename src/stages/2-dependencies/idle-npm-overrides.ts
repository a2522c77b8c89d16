import { ofKind } from '../../system/of-kind.ts';
import semver from 'semver';
import { folderOf } from '../../formats/paths.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import type { Override, Package } from '../../system/facts.ts';
import type { Located, ReadFile, System } from '../../system/system.ts';
import { rangeOf } from '../../system/version-order.ts';
import { idle } from './idle-override.ts';
import type { IdleOverride } from './idle-override.ts';

/** Of npm, pnpm, Yarn and Bun; `read` are the keys of `package.json` that the tool takes forced versions from. */
export function idleNpmOverrides(
  system: System,
  tree: LockedTree,
  read: readonly string[],
): readonly IdleOverride[] {
  const settings = system.files.get(
    tree.folder === '' ? 'pnpm-workspace.yaml' : `${tree.folder}/pnpm-workspace.yaml`,
  );
  const root = tree.manifests.get('');
  if (!root || tree.packages.size === 0) return [];
  const all = [root, ...(settings && tree.lockfile.manager === 'pnpm' ? [settings] : [])].flatMap(
    ({ facts }) => ofKind(facts, 'override'),
  );
  const heeded = all.filter(({ field }) => field === undefined || read.includes(field));
  const names = new Set(heeded.map(({ name }) => name));
  const members = [...tree.manifests].flatMap(([importer, file]) =>
    importer === '' || hasOwnLockfile(system, file) ? [] : ofKind(file.facts, 'override'),
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
  const asked = ofKind(root.facts, 'requirement').find((each) => each.name === name && each.group !== 'peer');
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

function hasOwnLockfile({ tree }: System, { path }: ReadFile): boolean {
  const folder = folderOf(path);
  return ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'].some((name) =>
    tree.has(`${folder}/${name}`),
  );
}
