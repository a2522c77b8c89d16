import type { Read } from '../system/facts.ts';

/**
 * What code does with a variable's value it has read:
 *
 * - `asserted`: it stops when there is none
 * - `direct`: it uses the value as it is
 * - `defaulted`, `guarded`: as in {@link Read}
 * - `unused`: it shows it, hands it on, or nothing is in sight
 */
export type Handling = 'asserted' | 'guarded' | 'defaulted' | 'direct' | 'unused';

export interface Use {
  readonly handling: Handling;
  /** digest of a literal fallback */
  readonly fallback?: string;
  /** name of the parameter or variable that the fallback comes from */
  readonly fallbackFrom?: string;
  /** guarded, and inside of the guard it may stop */
  readonly mayFail?: boolean;
  /** direct, and no more than handed back to whoever called, who may deal with its absence */
  readonly leftToCallers?: true;
}

export const asserted: Use = { handling: 'asserted' };
export const guarded: Use = { handling: 'guarded' };
export const direct: Use = { handling: 'direct' };
export const unused: Use = { handling: 'unused' };

const order: readonly Handling[] = ['asserted', 'guarded', 'defaulted', 'direct', 'unused'];

/**
 * What the uses of one value say together. One assertion settles it; otherwise one test
 * shows that the author knows it can be absent.
 */
export function combineUses(uses: Iterable<Use>): Use {
  let first = unused;
  for (const use of uses) if (order.indexOf(use.handling) < order.indexOf(first.handling)) first = use;
  return first;
}

/** Strength and fallback of a read whose value is handled so; a value that is not used may be absent. */
export function strengthOf(use: Use): Pick<Read, 'strength' | 'fallback' | 'leftToCallers'> {
  const fallback = use.fallback === undefined ? {} : { fallback: use.fallback };
  if (use.handling === 'defaulted') return { strength: 'defaulted', ...fallback };
  if (use.handling === 'guarded' || use.handling === 'unused') return { strength: 'guarded' };
  return { strength: 'required', ...(use.leftToCallers ? { leftToCallers: true } : {}) };
}
