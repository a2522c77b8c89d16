import { anything, join, neverParts } from './shape.ts';
import type { Bound, Parts, Shape } from './shape.ts';
import { typeBits } from './types.ts';

export type Draft = { -readonly [Key in keyof Shape]: Shape[Key] };

/** The intersection of two schemas: what `allOf` means. */
export function meet(one: Shape, other: Shape): Shape {
  if (one === anything) return other;
  if (other === anything) return one;
  const draft: Draft = {
    ...one,
    sources: [...one.sources, ...other.sources],
    never: one.never || other.never,
    types: one.types & other.types,
    multiples: [...new Set([...one.multiples, ...other.multiples])],
    patterns: new Set([...one.patterns, ...other.patterns]),
    formats: new Set([...one.formats, ...other.formats]),
    uniqueItems: one.uniqueItems || other.uniqueItems,
    contains: [...one.contains, ...other.contains],
    required: new Set([...one.required, ...other.required]),
    dependentRequired: union(one.dependentRequired, other.dependentRequired, (a, b) => new Set([...a, ...b])),
    dependentSchemas: union(one.dependentSchemas, other.dependentSchemas, joined),
    not: [...one.not, ...other.not],
    conditions: [...one.conditions, ...other.conditions],
    groups: [...one.groups, ...other.groups],
    readOnly: one.readOnly || other.readOnly,
    writeOnly: one.writeOnly || other.writeOnly,
  };
  meetValues(draft, one, other);
  meetBounds(draft, one, other);
  meetItems(draft, one, other);
  meetProperties(draft, one, other);
  return draft;
}

/** The same schema, or null. */
export function orNull(shape: Shape): Shape {
  if (shape.never) return { ...anything, sources: shape.sources, types: typeBits.null };
  const groups = shape.groups.map((group) => ({
    ...group,
    branches: [...group.branches, { parts: nullParts }],
  }));
  return { ...shape, types: shape.types | typeBits.null, groups };
}

export const nullParts: Parts = {
  id: 'n',
  parts: [],
  made: { ...anything, types: typeBits.null },
};

function meetValues(draft: Draft, one: Shape, other: Shape): void {
  if (one.values && other.values) {
    const kept = other.values;
    draft.values = new Map([...one.values].filter(([key]) => kept.has(key)));
    if (draft.values.size === 0) draft.types &= typeBits.null;
  } else if (other.values) {
    draft.values = other.values;
  }
  if (other.extensible) draft.extensible = other.extensible;
  if (other.discriminator) draft.discriminator = one.discriminator ?? other.discriminator;
  if (other.contentEncoding !== undefined) draft.contentEncoding = other.contentEncoding;
  if (other.contentMediaType !== undefined) draft.contentMediaType = other.contentMediaType;
  if (other.default !== undefined) draft.default = one.default ?? other.default;
  const propertyNames = join(one.propertyNames, other.propertyNames);
  if (propertyNames) draft.propertyNames = propertyNames;
  const contentSchema = join(one.contentSchema, other.contentSchema);
  if (contentSchema) draft.contentSchema = contentSchema;
}

const smallest = ['minLength', 'minItems', 'minProperties'] as const;
const largest = ['maxLength', 'maxItems', 'maxProperties'] as const;

function meetBounds(draft: Draft, one: Shape, other: Shape): void {
  for (const key of smallest) {
    const value = Math.max(one[key] ?? 0, other[key] ?? 0);
    if (value > 0) draft[key] = value;
  }
  for (const key of largest) {
    const value = Math.min(one[key] ?? Infinity, other[key] ?? Infinity);
    if (value < Infinity) draft[key] = value;
  }
  const lower = tighter(one.lower, other.lower, 1);
  if (lower) draft.lower = lower;
  const upper = tighter(one.upper, other.upper, -1);
  if (upper) draft.upper = upper;
}

/** The bound that leaves less; `sign` is 1 for lower bounds, -1 for upper ones. */
export function tighter(one: Bound | undefined, other: Bound | undefined, sign: 1 | -1): Bound | undefined {
  if (!one || !other) return one ?? other;
  const difference = (one.value - other.value) * sign;
  if (difference !== 0) return difference > 0 ? one : other;
  return one.open ? one : other;
}

function meetItems(draft: Draft, one: Shape, other: Shape): void {
  const length = Math.max(one.prefix.length, other.prefix.length);
  const prefix: Parts[] = [];
  for (let index = 0; index < length; index += 1) {
    const item = join(one.prefix[index] ?? one.items, other.prefix[index] ?? other.items);
    if (item) prefix.push(item);
  }
  draft.prefix = prefix;
  const items = join(one.items, other.items);
  if (items) draft.items = items;
  const unevaluated = join(one.unevaluatedItems, other.unevaluatedItems);
  if (unevaluated) draft.unevaluatedItems = unevaluated;
}

function meetProperties(draft: Draft, one: Shape, other: Shape): void {
  const properties = new Map<string, Parts>();
  for (const name of new Set([...one.properties.keys(), ...other.properties.keys()])) {
    const parts = join(propertyOf(one, name), propertyOf(other, name));
    if (parts) properties.set(name, parts);
  }
  draft.properties = properties;
  const patterns = new Map<string, Parts>();
  for (const pattern of new Set([...one.patternProperties.keys(), ...other.patternProperties.keys()])) {
    const parts = join(
      one.patternProperties.get(pattern) ?? one.additional,
      other.patternProperties.get(pattern) ?? other.additional,
    );
    if (parts) patterns.set(pattern, parts);
  }
  draft.patternProperties = patterns;
  const additional = join(one.additional, other.additional);
  if (additional) draft.additional = additional;
}

/** What a schema says about a property: declared, by a pattern, or as any other; absent when it says nothing. */
export function propertyOf(shape: Shape, name: string): Parts | undefined {
  const declared = shape.properties.get(name);
  if (declared) return declared;
  let found: Parts | undefined;
  for (const [pattern, parts] of shape.patternProperties) {
    if (covers(pattern, name)) found = join(found, parts);
  }
  return found ?? shape.additional;
}

/**
 * Whether a pattern matches a name. Patterns come from the compared documents, so
 * they are never run: only a literal with optional anchors is understood.
 */
export function covers(pattern: string, name: string): boolean {
  if (isTrivialPattern(pattern)) return true;
  const literal = /^(\^?)([\w:/ @#%&,;=-]+)(\$?)$/.exec(pattern);
  if (!literal) return false;
  const [, start, words = '', end] = literal;
  if (start !== '' && end !== '') return name === words;
  if (start !== '') return name.startsWith(words);
  return end === '' ? name.includes(words) : name.endsWith(words);
}

/** A pattern that every string matches. */
export function isTrivialPattern(pattern: string): boolean {
  return ['', '.*', '^', '$', '^.*', '.*$', '^.*$', '(.*)', '^(.*)$', '[\\s\\S]*', '^[\\s\\S]*$'].includes(
    pattern,
  );
}

function joined(one: Parts, other: Parts): Parts {
  return join(one, other) ?? neverParts;
}

function union<T>(
  one: ReadonlyMap<string, T>,
  other: ReadonlyMap<string, T>,
  merge: (one: T, other: T) => T,
): ReadonlyMap<string, T> {
  if (other.size === 0) return one;
  const all = new Map(one);
  for (const [key, value] of other) {
    const known = all.get(key);
    all.set(key, known === undefined ? value : merge(known, value));
  }
  return all;
}
