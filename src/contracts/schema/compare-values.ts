import { list } from '../../report/text.ts';
import { own } from '../at.ts';
import type { Shape } from './shape.ts';
import { phrase, report, show } from './site.ts';
import type { Site } from './site.ts';
import { anyType, scalar, typeBits, typeNames, writtenAsText } from './types.ts';

/** Types and null. False when nothing is left that could be compared further. */
export function compareTypes(site: Site): boolean {
  const { old, new: next } = site;
  if (old.never || next.never) {
    if (old.never === next.never) return false;
    if (next.never) report(site, 'schema-forbidden', 'narrowed', phrase`accepts nothing any more`);
    else report(site, 'schema-allowed', 'widened', phrase`accepts something now`);
    return false;
  }
  // Where both have alternatives, these are compared one by one.
  const asWritten = old.groups.length > 0 && next.groups.length > 0 && old.types === next.types;
  const written = asWritten ? old.types : allTypes(site, 'old', old);
  const writtenNext = asWritten ? next.types : allTypes(site, 'new', next);
  const before = asPlainText(written, writtenNext);
  const after = asPlainText(writtenNext, written);
  const from = before & ~typeBits.null;
  const to = after & ~typeBits.null;
  const names = [show(typeNames(from || before)), show(typeNames(to || after))] as const;
  if ((from & to) === 0 && (from !== 0 || to !== 0)) {
    const move = (before & ~after) === 0 ? 'widened' : (after & ~before) === 0 ? 'narrowed' : 'changed';
    report(site, 'type-changed', move, phrase`changed type from ${names[0]} to ${names[1]}`, {
      keyword: 'type',
    });
    return false;
  }
  // Between anything and something, null is one of many.
  if (from === to || (before !== anyType && after !== anyType)) compareNull(site, before, after);
  if (from === to) return true;
  const move = (from & ~to) === 0 ? 'widened' : (to & ~from) === 0 ? 'narrowed' : 'changed';
  const kind = move === 'changed' ? 'type-changed' : `type-${move}`;
  report(site, kind, move, phrase`changed type from ${names[0]} to ${names[1]}`, { keyword: 'type' });
  return true;
}

/** A string that takes numbers as text too, beside one that has limits of its own: both are strings. */
function asPlainText(types: number, other: number): number {
  const isSo =
    (types & writtenAsText) !== 0 && (other & (writtenAsText | typeBits.string)) === typeBits.string;
  return isSo ? (types & ~(scalar | writtenAsText)) | (other & scalar) : types;
}

/** Types of a schema, those of its alternatives taken into account. */
function allTypes(site: Site, side: 'old' | 'new', shape: Shape, depth = 0): number {
  let { types } = shape;
  if (depth > 4) return types;
  for (const { branches } of shape.groups) {
    let bits = 0;
    for (const { parts } of branches) bits |= allTypes(site, side, site.shapeOf(side, parts), depth + 1);
    types &= bits;
  }
  return types;
}

function compareNull(site: Site, from: number, to: number): void {
  const before = (from & typeBits.null) !== 0;
  const after = (to & typeBits.null) !== 0;
  if (before === after) return;
  // Null is often said around a reference.
  const [outermost] = site.new.sources;
  const keyword =
    ['nullable', 'type', 'anyOf', 'oneOf'].find((key) => own(outermost?.node, key) !== undefined) ??
    'nullable';
  if (after) report(site, 'became-nullable', 'widened', phrase`may now be null`, { keyword });
  else report(site, 'became-not-nullable', 'narrowed', phrase`may no longer be null`, { keyword });
}

/** `enum`, `const` and enumerations that announce that more may come. */
export function compareEnum(site: Site): void {
  const { old, new: next } = site;
  const keyword = keywordOf(next, keywordOf(old, 'enum'));
  if (!old.values && next.values) {
    report(site, 'became-enum', 'narrowed', phrase`now only allows ${shown(next.values)}`, { keyword });
  } else if (old.values && !next.values) {
    // Readers of a list expect it to grow; what was always the same is what they tell things apart by.
    const isList = keywordOf(old, 'enum') === 'enum';
    const level = site.direction === 'response' && isList ? { level: 'warn' as const } : {};
    report(
      site,
      isList ? 'enum-removed' : 'const-removed',
      'widened',
      phrase`may now be something else than ${shown(old.values)}`,
      {
        keyword,
        ...level,
      },
    );
  } else if (old.values && next.values) {
    compareValues(site, old.values, next.values, keyword);
  }
  compareExtensible(site);
}

type Values = ReadonlyMap<string, unknown>;

function compareValues(site: Site, old: Values, next: Values, keyword: string): void {
  const removed = missing(old, next);
  const added = missing(next, old);
  if (removed.size > 0 && added.size > 0 && old.size === 1 && next.size === 1) {
    report(site, 'const-changed', 'changed', phrase`changed from ${shown(old)} to ${shown(next)}`, {
      keyword,
    });
    return;
  }
  if (removed.size > 0) {
    report(site, 'enum-value-removed', 'narrowed', phrase`no longer allows ${shown(removed)}`, { keyword });
  }
  if (added.size > 0) {
    const level = site.direction === 'response' ? { level: 'warn' as const } : {};
    report(site, 'enum-value-added', 'widened', phrase`may now also be ${shown(added)}`, {
      keyword,
      ...level,
    });
  }
}

function compareExtensible(site: Site): void {
  const { old, new: next } = site;
  if (!old.extensible || !next.extensible) return;
  const keyword = 'x-extensible-enum';
  const removed = missing(old.extensible, next.extensible);
  const added = missing(next.extensible, old.extensible);
  if (removed.size > 0) {
    report(site, 'enum-value-removed', 'narrowed', phrase`no longer knows ${shown(removed)}`, { keyword });
  }
  if (added.size > 0) {
    const words = phrase`now also knows ${shown(added)}`;
    report(site, 'enum-value-added', 'widened', words, { keyword, level: 'compatible' });
  }
}

function keywordOf(shape: Shape, otherwise: string): string {
  const has = (keyword: string): boolean =>
    shape.sources.some(({ node }) => Object.hasOwn(node as object, keyword));
  return has('enum') ? 'enum' : has('const') ? 'const' : otherwise;
}

function missing(from: Values, other: Values): Values {
  return new Map([...from].filter(([key]) => !other.has(key)));
}

function shown(values: Values): ReturnType<typeof list> {
  return list(
    [...values.values()].map((value) => show(value).code),
    4,
  );
}

/** A default is what the other side does when nothing is sent: it says nothing about responses. */
export function compareDefault(site: Site): void {
  const { old, new: next, direction } = site;
  if (direction === 'response' || old.default === undefined || old.default === next.default) return;
  // That nothing is filled in, written out or not.
  if (old.default === 'null' && next.default === undefined) return;
  const level = 'warn';
  const keyword = 'default';
  if (next.default === undefined) {
    const words = phrase`no longer has the default ${show(JSON.parse(old.default))}`;
    report(site, 'default-removed', 'unknown', words, { level, keyword });
  } else {
    const [from, to] = [show(JSON.parse(old.default)), show(JSON.parse(next.default))];
    const words = phrase`changed its default from ${from} to ${to}`;
    report(site, 'default-changed', 'unknown', words, { level, keyword });
  }
}
