import type { Fact } from '../system/facts.ts';
import type { Located } from '../system/system.ts';
import type { Place } from './rule.ts';

/** Where a fact stands. */
export function placeOf({ file, line }: Located<Fact>): Place {
  return { path: file, line };
}
