import type { Lockfile } from './facts.ts';
import type { LockedTree } from './locked-tree.ts';
import { lockedTrees } from './locked-tree.ts';
import type { Change, System } from './system.ts';

/** The same lockfile before and after; its path, or the tool that writes it, may have changed. */
export interface LockedPair {
  readonly base: LockedTree;
  readonly head: LockedTree;
}

const pairs = new WeakMap<System, readonly LockedPair[]>();

/**
 * Lockfiles that continue each other: of the same path, renamed, written by another tool in the
 * same folder, or (moved and edited) holding mostly the same packages. A lockfile that is new or
 * gone continues nothing: what is in it did not move.
 */
export function lockedPairs(change: Change): readonly LockedPair[] {
  const known = pairs.get(change.head);
  if (known) return known;
  const before = new Map(lockedTrees(change.base).map((tree) => [tree.path, tree]));
  const renamed = new Map(
    change.files.flatMap(({ path, from }) => (from === undefined ? [] : [[path, from]])),
  );
  const found: LockedPair[] = [];
  const fresh: LockedTree[] = [];
  for (const head of lockedTrees(change.head)) {
    const base = before.get(head.path) ?? before.get(renamed.get(head.path) ?? '');
    if (base) found.push({ base, head });
    else fresh.push(head);
  }
  const taken = new Set(found.map(({ base }) => base.path));
  const gone = [...before.values()].filter(({ path }) => !taken.has(path) && !change.head.tree.has(path));
  for (const head of fresh) {
    const candidates = gone.filter(({ lockfile }) => isOfKind(lockfile, head.lockfile));
    const base =
      candidates.find(({ folder }) => folder === head.folder) ?? candidates.find((tree) => alike(tree, head));
    if (!base) continue;
    gone.splice(gone.indexOf(base), 1);
    found.push({ base, head });
  }
  pairs.set(change.head, found);
  return found;
}

/** Of one ecosystem, and both of what is chosen or both of what may be downloaded. */
function isOfKind(a: Lockfile, b: Lockfile): boolean {
  return a.ecosystem === b.ecosystem && a.holds === b.holds;
}

/** At least half of all their packages are in both, at the same version. */
function alike(base: LockedTree, head: LockedTree): boolean {
  const before = versionsIn(base);
  const after = versionsIn(head);
  const both = [...before].filter((version) => after.has(version)).length;
  return both > 0 && both * 2 >= before.size + after.size - both;
}

function versionsIn({ packages }: LockedTree): ReadonlySet<string> {
  return new Set([...packages.values()].map(({ name, version }) => `${name}@${version}`));
}
