import { isObject, own } from '../at.ts';
import type { Direction } from '../change.ts';
import { canonical } from './canonical.ts';
import { acceptsItems, acceptsMembers } from './accepts-inside.ts';
import type { Condition, Group, Parts, Shape } from './shape.ts';
import { hasFormat, matchesPattern } from './text-verdict.ts';
import type { Verdict } from './text-verdict.ts';
import { typeBits, typeOfValue, writtenAsText } from './types.ts';

/** One side of a comparison, seen from one direction. */
export interface SchemaView {
  readonly direction: Direction;
  readonly shapeOf: (parts: Parts) => Shape;
  /** steps that are left; at zero no question has an answer any more */
  readonly budget: { left: number };
}

const deepest = 40;

/**
 * Whether a payload is valid under a schema in normal form; undefined when that
 * cannot be told: a pattern is never run, and not every format is known.
 */
export function accepts(view: SchemaView, shape: Shape, value: unknown, depth = 0): Verdict {
  view.budget.left -= 1;
  if (shape.never) return false;
  if (view.budget.left < 0 || depth > deepest) return undefined;
  const type = typeOfValue(value);
  const asText = (shape.types & writtenAsText) !== 0 && typeof value === 'string';
  if ((shape.types & type) === 0 && !asText) return false;
  if (shape.values && type !== typeBits.null && !shape.values.has(canonical(value))) return false;
  const inner = (parts: Parts, item: unknown): Verdict => accepts(view, view.shapeOf(parts), item, depth + 1);
  return every([
    () => acceptsScalar(shape, value),
    () => (Array.isArray(value) ? acceptsItems(shape, value as readonly unknown[], inner) : true),
    () => (isObject(value) ? acceptsMembers(view, shape, value, inner) : true),
    ...shape.not.map((parts) => () => negated(inner(parts, value))),
    ...shape.conditions.map((condition) => () => meets(condition, (parts) => inner(parts, value))),
    ...shape.groups.map((group) => () => matches(group, (parts) => inner(parts, value))),
  ]);
}

/** Asks one by one: no answer is as bad as the worst of them, and a clear no ends it. */
export function every(questions: Iterable<() => Verdict>): Verdict {
  let all: Verdict = true;
  for (const ask of questions) {
    const verdict = ask();
    if (verdict === false) return false;
    if (verdict === undefined) all = undefined;
  }
  return all;
}

export function negated(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict;
}

function acceptsScalar(shape: Shape, value: unknown): Verdict {
  if (typeof value === 'number') return acceptsNumber(shape, value);
  if (typeof value !== 'string') return true;
  // Lengths count code points.
  const length = Array.from(value).length;
  if (length < (shape.minLength ?? 0) || length > (shape.maxLength ?? Infinity)) return false;
  return every([
    ...[...shape.patterns].map((pattern) => () => matchesPattern(pattern, value)),
    ...[...shape.formats].map((format) => () => hasFormat(format, value)),
  ]);
}

function acceptsNumber({ lower, upper, multiples, formats }: Shape, value: number): Verdict {
  if (lower && (lower.open ? value <= lower.value : value < lower.value)) return false;
  if (upper && (upper.open ? value >= upper.value : value > upper.value)) return false;
  const isMultiple = (of: number): boolean => Math.abs(value / of - Math.round(value / of)) < 1e-9;
  if (!multiples.every(isMultiple)) return false;
  // What else a format may say about numbers: small ones keep to `int32`.
  return [...formats].every((format) => /^(?:int32|float)$/.test(format) && Math.abs(value) < 1e6)
    ? true
    : undefined;
}

function meets({ if: condition, holds, fails }: Condition, ask: (parts: Parts) => Verdict): Verdict {
  const verdict = ask(condition);
  const [whenTrue, whenFalse] = [holds, fails].map((parts) => (parts ? ask(parts) : true));
  if (verdict === true) return whenTrue;
  if (verdict === false) return whenFalse;
  return whenTrue === whenFalse ? whenTrue : undefined;
}

function matches({ kind, branches }: Group, ask: (parts: Parts) => Verdict): Verdict {
  let yes = 0;
  let open = 0;
  for (const { parts } of branches) {
    const verdict = ask(parts);
    if (verdict === true) yes += 1;
    if (verdict === undefined) open += 1;
    if (kind === 'anyOf' && yes > 0) return true;
    if (yes > 1) return false;
  }
  if (open > 0) return undefined;
  return yes === 1;
}

/** Whether a source of a schema says something that its normal form only has roughly. */
export function says(shape: Shape, keyword: string): boolean {
  return shape.sources.some(({ node }) => own(node, keyword) !== undefined);
}
