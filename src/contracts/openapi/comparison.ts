import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { levelOf } from '../change.ts';
import type { ContractRuleId, Direction, Level, Move, Spot } from '../change.ts';
import type { At } from '../at.ts';
import type { Sameness } from '../sameness.ts';
import type { Walk } from '../schema/walk.ts';
import type { Collector } from './collector.ts';
import type { OperationReader } from './operation-reader.ts';

/** What the comparison of two documents works with. */
export interface Comparison {
  readonly old: OperationReader;
  readonly new: OperationReader;
  readonly walk: Walk;
  readonly sameness: Sameness;
  readonly collector: Collector;
  /** ISO day against which sunsets are held */
  readonly today: string;
}

/** The operation at hand. `flipped`: the provider calls it (a webhook, a callback). */
export interface Exchange {
  readonly comparison: Comparison;
  readonly operation: string;
  readonly flipped: boolean;
}

/** Direction of a request or response body, seen from the client of the contract. */
export function directionOf({ flipped }: Exchange, side: Direction): Direction {
  if (!flipped) return side;
  return side === 'request' ? 'response' : 'request';
}

export interface Happening {
  readonly rule: ContractRuleId;
  readonly kind: string;
  readonly level: Level;
  readonly direction?: Direction;
  readonly subject: string;
  /** read behind the subject */
  readonly phrase: Text;
  readonly reason?: string;
  readonly old: At | null;
  readonly new: At | null;
}

export function tell(
  exchange: Pick<Exchange, 'comparison'>,
  operation: string | null,
  what: Happening,
): void {
  const { phrase, subject, direction, old, new: next, reason, ...rest } = what;
  exchange.comparison.collector.report(
    {
      ...rest,
      subject,
      direction: direction ?? null,
      title: text`${code(subject)} ${phrase}`,
      ...(reason === undefined ? {} : { reason }),
      old: spotOf(old),
      new: spotOf(next),
    },
    operation,
  );
}

export function lawLevel(
  direction: Direction,
  move: Move,
): { readonly level: Level; readonly direction: Direction } {
  return { level: levelOf(direction, move), direction };
}

function spotOf(at: At | null): Spot | null {
  return at ? { path: at.path, pointer: at.pointer } : null;
}
