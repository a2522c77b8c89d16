import type { Package } from '../../system/facts.ts';
import type { LockedTree } from '../../system/locked-tree.ts';

/** Packages that manifests ask for and that reach one of the given entries, themselves left out. */
export function parentsOf({ packages, asks }: LockedTree, entries: readonly Package[]): readonly Package[] {
  const needers = new Map<string, string[]>();
  for (const { key, requires } of packages.values()) {
    for (const needed of requires ?? []) {
      const known = needers.get(needed);
      if (known) known.push(key);
      else needers.set(needed, [key]);
    }
  }
  const reaching = new Set(entries.flatMap(({ key }) => needers.get(key) ?? []));
  // A set grows while it is walked, and the walk goes on to what was added.
  for (const key of reaching) {
    for (const needer of needers.get(key) ?? []) reaching.add(needer);
  }
  const direct = new Map(asks.flatMap(({ answer }) => (answer ? [[answer.key, answer] as const] : [])));
  return [...direct.values()].filter(({ key }) => reaching.has(key));
}

/** Keys of everything that an entry brings along, itself left out. */
export function broughtBy({ packages }: LockedTree, entries: readonly Package[]): ReadonlySet<string> {
  const found = new Set(entries.flatMap(({ requires }) => requires ?? []));
  for (const key of found) {
    for (const needed of packages.get(key)?.requires ?? []) found.add(needed);
  }
  return found;
}
