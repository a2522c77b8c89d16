import type { Text } from '../report/text.ts';
import type { Witness } from './schema/witness.ts';

/** How the set of accepted payloads moved from the old schema to the new one. */
export type Move = 'same' | 'widened' | 'narrowed' | 'changed' | 'unknown';

/** `request`: the client sends it. `response`: the client receives it. */
export type Direction = 'request' | 'response';

export type Level = 'breaking' | 'warn' | 'compatible';

/** Worst first. */
export const levels: readonly Level[] = ['breaking', 'warn', 'compatible'];

/** A place in a contract document: file and JSON pointer. */
export interface Spot {
  readonly path: string;
  readonly pointer: string;
}

export type ContractRuleId =
  | 'contract-operation-removed'
  | 'contract-operation-renamed'
  | 'contract-lifecycle-changed'
  | 'contract-request-narrowed'
  | 'contract-response-changed'
  | 'contract-parameter-changed'
  | 'contract-security-changed'
  | 'contract-server-changed'
  | 'contract-wire-changed';

/** One change of a contract, at the place where it was made. */
export interface ContractChange {
  readonly rule: ContractRuleId;
  /** precise sub-kind, kebab-case: `enum-value-removed` */
  readonly kind: string;
  readonly level: Level;
  /** null when it concerns both sides of the exchange, or neither */
  readonly direction: Direction | null;
  /** what it is about, as the contract names it: `User.email`, `GET /users/{id}` */
  readonly subject: string;
  readonly title: Text;
  /** why the level is a guess, where it is one */
  readonly reason?: string;
  readonly old: Spot | null;
  readonly new: Spot | null;
  /** JSON pointer in the new document, in the old one when it is gone there */
  readonly pointer: string;
  /** the first operation that it reaches; null when it concerns the document as a whole */
  readonly operation: string | null;
  /** all operations that it reaches, in the order of the document: `GET /users/{id}` */
  readonly operations: readonly string[];
  /** a small payload of the schema at hand that only one version accepts, where one was found */
  readonly example?: Witness;
  /** of a GraphQL schema: what an operation must not hold any more, `User.email`, `Query.user(id:)`; or must hold now */
  readonly coordinates?: readonly string[];
}

/** The one severity law: what a move means for the other side of the exchange. */
export function levelOf(direction: Direction, move: Move): Level {
  if (move === 'same') return 'compatible';
  if (move === 'unknown') return 'warn';
  if (move === 'changed') return 'breaking';
  return (direction === 'request') === (move === 'narrowed') ? 'breaking' : 'compatible';
}

/** Two moves of one payload, taken together. */
export function both(one: Move, other: Move): Move {
  if (one === other || other === 'same') return one;
  if (one === 'same') return other;
  return one === 'unknown' || other === 'unknown' ? 'unknown' : 'changed';
}

/** The move of `not X` when X moved so. */
export function inverse(move: Move): Move {
  return move === 'widened' ? 'narrowed' : move === 'narrowed' ? 'widened' : move;
}

export function worse(one: Level, other: Level): Level {
  return levels.indexOf(one) <= levels.indexOf(other) ? one : other;
}
