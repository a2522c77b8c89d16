import type { Spot } from '../../contracts/change.ts';
import type { ContractComparison } from '../../contracts/openapi/compare-contracts.ts';
import type { PartialGap } from '../../formats/format.ts';

/** Two contract files, and what became of one on the way to the other. */
export interface ComparedContracts {
  /** as they were asked for */
  readonly names: { readonly old: string; readonly new: string };
  readonly comparison: ContractComparison;
  /** what could not be read or followed */
  readonly gaps: readonly (PartialGap & { readonly path: string })[];
  /** 1-based line of a place */
  readonly lineOf: (side: 'old' | 'new', spot: Spot) => number | null;
}
