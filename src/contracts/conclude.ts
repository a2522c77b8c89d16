import type { PartialGap } from '../formats/format.ts';
import { levels } from './change.ts';
import type { ContractChange, Level } from './change.ts';
import type { Documents } from './documents.ts';
import type { ContractComparison } from './openapi/compare-contracts.ts';
import { TooMuch } from './schema/walk.ts';

/** Runs a comparison; one that goes on too long is stopped, and what was found until then counts. */
export function withinBounds(compare: () => void): readonly PartialGap[] {
  try {
    compare();
    return [];
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    const detail =
      'The contract is too entangled to be compared within bounds; what was found so far is listed';
    return [{ reason: 'time-limit', detail }];
  }
}

/** The result of a comparison, with what could not be followed on either side. */
export function conclude(
  changes: readonly ContractChange[],
  gaps: readonly PartialGap[],
  sides: readonly Documents[],
): ContractComparison {
  const all = new Map([...gaps, ...sides.flatMap((side) => side.gaps)].map((gap) => [gap.detail, gap]));
  const count = (level: Level): number => changes.filter((change) => change.level === level).length;
  const summary = Object.fromEntries(levels.map((level) => [level, count(level)])) as Record<Level, number>;
  return { changes, summary, gaps: [...all.values()], unexplained: [] };
}
