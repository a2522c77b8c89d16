import type { Located } from '../system/system.ts';
import type { Place } from './rule.ts';

/** Where a fact stands. */
export function placeOf({ file, line }: Located): Place {
  return { path: file, line };
}
