import type { Package, Requirement } from '../system/facts.ts';

/** Fills in `direct` and `dev`: what the requirements of the same file name, and what only those for development reach. */
export function withReach(
  packages: readonly Package[],
  requirements: readonly Requirement[],
): readonly Package[] {
  const graph = new Map(packages.map(({ key, requires = [] }) => [key, requires]));
  const seeds = (dev: boolean): readonly string[] =>
    requirements.flatMap(({ group, resolved }) =>
      (group === 'dev') === dev && resolved !== undefined ? [resolved] : [],
    );
  const prod = reachFrom(seeds(false), graph);
  const dev = reachFrom(seeds(true), graph);
  const direct = new Set(requirements.flatMap(({ resolved }) => resolved ?? []));
  return packages.map((each) => ({
    ...each,
    direct: each.direct ?? direct.has(each.key),
    dev: each.dev ?? (prod.has(each.key) ? false : dev.has(each.key) ? true : null),
  }));
}

/** All keys that some keys reach, themselves included. */
export function reachFrom(
  seeds: Iterable<string>,
  graph: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const seen = new Set(seeds);
  // A set grows while it is walked, and the walk goes on to what was added.
  for (const key of seen) {
    for (const needed of graph.get(key) ?? []) seen.add(needed);
  }
  return seen;
}
