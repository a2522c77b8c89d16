import { isObject } from '../at.ts';
import type { Move } from '../change.ts';
import type { Bound } from './shape.ts';
import { phrase, report, show } from './site.ts';
import type { Site } from './site.ts';
import { number, typeBits } from './types.ts';

interface Count {
  readonly key: 'minLength' | 'maxLength' | 'minItems' | 'maxItems' | 'minProperties' | 'maxProperties';
  readonly kind: string;
  readonly types: number;
  readonly sign: 1 | -1;
}

const counts: readonly Count[] = [
  { key: 'minLength', kind: 'min-length', types: typeBits.string, sign: 1 },
  { key: 'maxLength', kind: 'max-length', types: typeBits.string, sign: -1 },
  { key: 'minItems', kind: 'min-items', types: typeBits.array, sign: 1 },
  { key: 'maxItems', kind: 'max-items', types: typeBits.array, sign: -1 },
  { key: 'minProperties', kind: 'min-properties', types: typeBits.object, sign: 1 },
  { key: 'maxProperties', kind: 'max-properties', types: typeBits.object, sign: -1 },
];

/** Smallest and largest lengths, counts and numbers. */
export function compareBounds(site: Site): void {
  const { old, new: next } = site;
  const enumerated = old.values !== undefined && next.values !== undefined;
  for (const { key, kind, types, sign } of counts) {
    if (!applies(site, types) || (enumerated && types === typeBits.string)) continue;
    compareBound(site, kind, key, sign, boundOf(old[key]), boundOf(next[key]));
  }
  if (enumerated || !applies(site, number)) return;
  const lowerKey = old.lower?.open && next.lower?.open !== false ? 'exclusiveMinimum' : 'minimum';
  const upperKey = old.upper?.open && next.upper?.open !== false ? 'exclusiveMaximum' : 'maximum';
  compareBound(site, 'min', lowerKey, 1, old.lower, next.lower);
  compareBound(site, 'max', upperKey, -1, old.upper, next.upper);
  compareMultiples(site);
}

/** Whether a keyword for some types can matter: a keyword beside a type that it says nothing about is idle. */
function applies({ old, new: next }: Site, types: number): boolean {
  return (old.types & next.types & types) !== 0;
}

function boundOf(value: number | undefined): Bound | undefined {
  return value === undefined ? undefined : { value, open: false };
}

function compareBound(
  site: Site,
  kind: string,
  keyword: string,
  sign: 1 | -1,
  old: Bound | undefined,
  next: Bound | undefined,
): void {
  const move = boundMove(old, next, sign);
  if (move === 'same') return;
  // Where the values are listed, a limit that they all keep says nothing.
  const [listed, limit] = move === 'narrowed' ? [site.old.values, next] : [site.new.values, old];
  if (listed && limit && keepTo(listed, keyword, limit, sign)) return;
  const tightened = (move === 'narrowed') === (sign === 1) ? 'raised' : 'lowered';
  const what = !old ? 'added' : !next ? 'removed' : tightened;
  const words = !old
    ? phrase`now has ${show(keyword)} ${show(shown(next))}`
    : !next
      ? phrase`no longer has ${show(keyword)} ${show(shown(old))}`
      : phrase`changed ${show(keyword)} from ${show(shown(old))} to ${show(shown(next))}`;
  report(site, `${kind}-${what}`, move, words, { keyword });
}

function keepTo(values: ReadonlyMap<string, unknown>, keyword: string, limit: Bound, sign: 1 | -1): boolean {
  for (const value of values.values()) {
    const measured = measureOf(value, keyword);
    const difference = measured === undefined ? 1 : (measured - limit.value) * sign;
    if (difference < 0 || (difference === 0 && limit.open)) return false;
  }
  return true;
}

function measureOf(value: unknown, keyword: string): number | undefined {
  if (keyword.endsWith('Length')) return typeof value === 'string' ? Array.from(value).length : undefined;
  if (keyword.endsWith('Items')) return Array.isArray(value) ? value.length : undefined;
  if (keyword.endsWith('Properties')) return isObject(value) ? Object.keys(value).length : undefined;
  return typeof value === 'number' ? value : undefined;
}

function boundMove(old: Bound | undefined, next: Bound | undefined, sign: 1 | -1): Move {
  if (!old) return next ? 'narrowed' : 'same';
  if (!next) return 'widened';
  const difference = (next.value - old.value) * sign || Number(next.open) - Number(old.open);
  return difference === 0 ? 'same' : difference > 0 ? 'narrowed' : 'widened';
}

function shown(bound: Bound | undefined): string {
  return bound ? `${bound.value}${bound.open ? ' (exclusive)' : ''}` : '';
}

function compareMultiples(site: Site): void {
  const old = site.old.multiples.reduce((product, value) => Math.max(product, value), 0);
  const next = site.new.multiples.reduce((product, value) => Math.max(product, value), 0);
  if (old === next) return;
  const isMultiple = (of: number, value: number): boolean =>
    Math.abs(value / of - Math.round(value / of)) < 1e-9;
  const move: Move =
    old === 0
      ? 'narrowed'
      : next === 0
        ? 'widened'
        : isMultiple(old, next)
          ? 'narrowed'
          : isMultiple(next, old)
            ? 'widened'
            : 'changed';
  const words =
    next === 0
      ? phrase`no longer needs to be a multiple of ${show(old)}`
      : phrase`now has to be a multiple of ${show(next)}`;
  report(site, `multiple-of-${old === 0 ? 'added' : next === 0 ? 'removed' : 'changed'}`, move, words, {
    keyword: 'multipleOf',
  });
}
