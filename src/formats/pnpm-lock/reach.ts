import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import type { ImporterRequirement } from './importers.ts';
import { referredKey } from './keys.ts';

/** Keys of the entries that an entry of `packages` or `snapshots` needs. */
export function neededBy(node: Node, has: (key: string) => boolean): readonly string[] {
  const keys: string[] = [];
  for (const field of ['dependencies', 'optionalDependencies']) {
    for (const { key, node: version } of entries(get(node, field))) {
      const needed = referredKey(key, textOf(version) ?? '', has);
      if (needed !== undefined) keys.push(needed);
    }
  }
  return keys;
}

export interface Reach {
  readonly prod: ReadonlySet<string>;
  readonly dev: ReadonlySet<string>;
}

/** Everything that production and that development reaches, over a graph of entries. */
export function reachOf(
  requirements: readonly ImporterRequirement[],
  graph: ReadonlyMap<string, readonly string[]>,
): Reach {
  const seeds = (dev: boolean): readonly string[] =>
    requirements.flatMap(({ group, resolved }) => ((group === 'dev') === dev && resolved ? [resolved] : []));
  return { prod: reachFrom(seeds(false), graph), dev: reachFrom(seeds(true), graph) };
}

function reachFrom(
  seeds: readonly string[],
  graph: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const seen = new Set(seeds);
  // A set grows while it is walked, and the walk goes on to what was added.
  for (const key of seen) {
    for (const needed of graph.get(key) ?? []) seen.add(needed);
  }
  return seen;
}
