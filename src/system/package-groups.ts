import type { Package } from './facts.ts';
import type { Ask } from './locked-tree.ts';
import type { Located } from './system.ts';

/**
 * Fills in `direct` and `dev` where a lockfile does not say: direct is what a manifest asks for,
 * development only what production does not reach. Stays null where no manifest was read.
 * @param anew what the lockfile says of development is counted again: the asks know better
 */
export function settleGroups(
  packages: ReadonlyMap<string, Located<Package>>,
  asks: readonly Ask[],
  anew = false,
): ReadonlyMap<string, Located<Package>> {
  const said = asks.filter(({ group }) => group !== 'unsaid');
  const open = [...packages.values()].some(({ direct, dev }) => direct === null || dev === null);
  if (!(open || anew) || said.length === 0) return packages;
  const direct = new Set(asks.flatMap(({ answer }) => answer?.key ?? []));
  const prod = reachFrom(
    packages,
    said.filter(({ group }) => group !== 'dev'),
  );
  const dev = reachFrom(
    packages,
    said.filter(({ group }) => group === 'dev'),
  );
  return new Map(
    [...packages].map(([key, entry]) => {
      const isDirect = entry.direct ?? direct.has(key);
      const isDev = (anew ? null : entry.dev) ?? (prod.has(key) ? false : dev.has(key) ? true : entry.dev);
      const settled = isDirect === entry.direct && isDev === entry.dev;
      return [key, settled ? entry : { ...entry, direct: isDirect, dev: isDev }];
    }),
  );
}

/** Keys of the entries that answer the given asks, and of everything that those bring along. */
export function reachFrom(packages: ReadonlyMap<string, Package>, asks: readonly Ask[]): ReadonlySet<string> {
  const seen = new Set(asks.flatMap(({ answer }) => answer?.key ?? []));
  // A set grows while it is walked, and the walk goes on to what was added.
  for (const key of seen) {
    for (const needed of packages.get(key)?.requires ?? []) seen.add(needed);
  }
  return seen;
}
