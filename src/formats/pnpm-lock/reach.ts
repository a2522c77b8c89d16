import { reachFrom } from '../reach.ts';
import type { ImporterRequirement } from './importers.ts';
import { referredKey } from './keys.ts';
import type { Need } from './records.ts';

/** Finds an entry by its key and gives the key as the entry itself holds it. */
export type KeyOf = (key: string) => string | undefined;

/** Keys of the entries that answer what an entry needs. */
export function neededBy(needs: readonly Need[], keyOf: KeyOf): readonly string[] {
  const keys: string[] = [];
  for (const need of needs) {
    // What answered on the other side answers here too, if it is there: nothing else has its key.
    const known = need.answer === '' ? undefined : keyOf(need.answer);
    if (known !== undefined) {
      keys.push(known);
      continue;
    }
    const found = referredKey(need.name, need.reference, (key) => keyOf(key) !== undefined);
    const key = found === undefined ? undefined : keyOf(found);
    if (key === undefined) continue;
    // Only by its full name: an entry of another name might have been preferred if it had been there.
    if (key.length === need.name.length + 1 + need.reference.length) need.answer = key;
    keys.push(key);
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
