import { child, children, isObject, items, own, stringAt, stringsOf } from '../at.ts';
import type { At } from '../at.ts';
import { canonical } from './canonical.ts';
import { isTrivialPattern, tighter } from './meet.ts';
import type { Draft } from './meet.ts';
import { anything, neverParts } from './shape.ts';
import type { Bound, Discriminator, Parts } from './shape.ts';
import { typeBits, typeOfValue, typesOf } from './types.ts';

/** Makes what a keyword holds readable later, without reading it now. */
export type ToParts = (at: At) => Parts;

/** What the keywords of one schema object say by themselves; combinators are the caller's. */
export function readKeywords(at: At, toParts: ToParts): Draft {
  const draft: Draft = { ...anything, sources: [at] };
  readValues(draft, at);
  readNumbers(draft, at);
  readStrings(draft, at, toParts);
  readArrays(draft, at, toParts);
  readObjects(draft, at, toParts);
  readRest(draft, at, toParts);
  return draft;
}

function readValues(draft: Draft, at: At): void {
  const declared = typesOf(own(at.node, 'type'));
  if (declared !== undefined) draft.types = declared;
  const listed = own(at.node, 'enum');
  const fixed = own(at.node, 'const');
  const values: readonly unknown[] | undefined =
    fixed !== undefined ? [fixed] : Array.isArray(listed) ? listed : undefined;
  if (fixed !== undefined && Array.isArray(listed)) {
    draft.never = !listed.some((value) => canonical(value) === canonical(fixed));
  }
  if (values) {
    const found = values.reduce<number>((bits, value) => bits | typeOfValue(value), 0);
    // `type: string` over `enum: [1, 2]` is a slip of quoting: the type wins.
    draft.types = (draft.types & found) === 0 ? draft.types : draft.types & found;
    draft.values = valueSet(values, declared === typeBits.string);
  }
  const extensible = own(at.node, 'x-extensible-enum');
  if (Array.isArray(extensible)) draft.extensible = valueSet(extensible, declared === typeBits.string);
}

function valueSet(values: readonly unknown[], asText: boolean): ReadonlyMap<string, unknown> {
  const set = new Map<string, unknown>();
  for (const value of values) {
    if (value === null) continue;
    const kept = asText && (typeof value === 'number' || typeof value === 'boolean') ? String(value) : value;
    set.set(canonical(kept), kept);
  }
  return set;
}

function readNumbers(draft: Draft, at: At): void {
  const lower = boundOf(at.node, 'minimum', 'exclusiveMinimum', 1);
  if (lower) draft.lower = lower;
  const upper = boundOf(at.node, 'maximum', 'exclusiveMaximum', -1);
  if (upper) draft.upper = upper;
  const multiple = own(at.node, 'multipleOf');
  if (typeof multiple === 'number' && multiple > 0) draft.multiples = [multiple];
}

/** `exclusiveMinimum` is a flag up to 3.0 and a bound of its own from 3.1 on. */
function boundOf(node: unknown, key: string, exclusiveKey: string, sign: 1 | -1): Bound | undefined {
  const value = own(node, key);
  const exclusive = own(node, exclusiveKey);
  const bound = typeof value === 'number' ? { value, open: exclusive === true } : undefined;
  return tighter(bound, typeof exclusive === 'number' ? { value: exclusive, open: true } : undefined, sign);
}

/** Formats that say nothing about which payloads are accepted, or only what the type says. */
const silentFormats = new Set([
  '',
  'password',
  'int64',
  'double',
  'integer',
  'number',
  'string',
  'text',
  'textarea',
]);

const zero: Bound = { value: 0, open: false };

function readStrings(draft: Draft, at: At, toParts: ToParts): void {
  const minLength = countOf(at.node, 'minLength');
  if (minLength !== undefined && minLength > 0) draft.minLength = minLength;
  const maxLength = countOf(at.node, 'maxLength');
  if (maxLength !== undefined) draft.maxLength = maxLength;
  const pattern = stringAt(at, 'pattern');
  if (pattern !== undefined && !isTrivialPattern(pattern)) draft.patterns = new Set([pattern]);
  const encoding = stringAt(at, 'contentEncoding')?.toLowerCase();
  const media = stringAt(at, 'contentMediaType')?.toLowerCase();
  // 3.1 says with these keywords what 3.0 says with a format.
  const implied =
    own(at.node, 'type') === 'file' || (media === 'application/octet-stream' && !encoding)
      ? 'binary'
      : encoding === 'base64'
        ? 'byte'
        : undefined;
  const format = implied ?? stringAt(at, 'format');
  // What `uint32` adds to an integer is a bound.
  if (format !== undefined && /^uint\d*$/.test(format)) draft.lower = tighter(draft.lower, zero, 1) ?? zero;
  else if (format !== undefined && !silentFormats.has(format)) draft.formats = new Set([format]);
  if (encoding !== undefined && implied !== 'byte') draft.contentEncoding = encoding;
  if (media !== undefined && implied !== 'binary') draft.contentMediaType = media;
  if (own(at.node, 'contentSchema') !== undefined) draft.contentSchema = toParts(child(at, 'contentSchema'));
}

function readArrays(draft: Draft, at: At, toParts: ToParts): void {
  const minItems = countOf(at.node, 'minItems');
  if (minItems !== undefined && minItems > 0) draft.minItems = minItems;
  const maxItems = countOf(at.node, 'maxItems');
  if (maxItems !== undefined) draft.maxItems = maxItems;
  draft.uniqueItems = own(at.node, 'uniqueItems') === true;
  const listed = own(at.node, 'items');
  if (Array.isArray(listed)) {
    draft.prefix = items(child(at, 'items')).map(toParts);
    // Up to draft 2019-09 the items behind a list of schemas have a keyword of their own.
    if (own(at.node, 'additionalItems') !== undefined) draft.items = toParts(child(at, 'additionalItems'));
  } else if (listed !== undefined) draft.items = toParts(child(at, 'items'));
  const prefix = child(at, 'prefixItems');
  if (Array.isArray(prefix.node)) draft.prefix = items(prefix).map(toParts);
  if (own(at.node, 'unevaluatedItems') !== undefined) {
    draft.unevaluatedItems = toParts(child(at, 'unevaluatedItems'));
  }
  if (own(at.node, 'contains') === undefined) return;
  const min = countOf(at.node, 'minContains') ?? 1;
  const max = countOf(at.node, 'maxContains') ?? Infinity;
  if (min > 0 || max < Infinity) draft.contains = [{ parts: toParts(child(at, 'contains')), min, max }];
}

function readObjects(draft: Draft, at: At, toParts: ToParts): void {
  const min = countOf(at.node, 'minProperties');
  if (min !== undefined && min > 0) draft.minProperties = min;
  const max = countOf(at.node, 'maxProperties');
  if (max !== undefined) draft.maxProperties = max;
  draft.properties = partsMap(child(at, 'properties'), toParts);
  draft.patternProperties = partsMap(child(at, 'patternProperties'), toParts);
  draft.required = new Set(stringsOf(own(at.node, 'required')));
  const additional = own(at.node, 'additionalProperties');
  if (additional === false) draft.additional = { ...neverParts, parts: [child(at, 'additionalProperties')] };
  else if (isObject(additional)) draft.additional = toParts(child(at, 'additionalProperties'));
  if (own(at.node, 'propertyNames') !== undefined) draft.propertyNames = toParts(child(at, 'propertyNames'));
  // A pattern for every name says what is said of all that are not declared.
  const [only, another] = draft.patternProperties;
  if (only && !another && draft.properties.size === 0 && isTrivialPattern(only[0])) {
    draft.patternProperties = anything.patternProperties;
    draft.additional = only[1];
  }
  readDependents(draft, at, toParts);
}

function readDependents(draft: Draft, at: At, toParts: ToParts): void {
  const required = new Map<string, ReadonlySet<string>>();
  const schemas = new Map<string, Parts>();
  for (const key of ['dependencies', 'dependentRequired', 'dependentSchemas']) {
    for (const [name, value] of children(child(at, key))) {
      // Up to draft 7 one keyword holds both; a schema may say no more than the list does.
      const isList = isObject(value.node) && Object.keys(value.node).join() === 'required';
      const names = isList ? own(value.node, 'required') : value.node;
      if (!Array.isArray(names)) schemas.set(name, toParts(value));
      else if (names.length > 0)
        required.set(name, new Set([...(required.get(name) ?? []), ...stringsOf(names)]));
    }
  }
  draft.dependentRequired = required;
  draft.dependentSchemas = schemas;
}

function partsMap(at: At, toParts: ToParts): ReadonlyMap<string, Parts> {
  const map = new Map<string, Parts>();
  for (const [key, value] of children(at)) map.set(key, toParts(value));
  return map;
}

function readRest(draft: Draft, at: At, toParts: ToParts): void {
  const not = own(at.node, 'not');
  if (not === true || (isObject(not) && Object.keys(not).length === 0)) draft.never = true;
  else if (not !== undefined && not !== false) draft.not = [toParts(child(at, 'not'))];
  const [holds, fails] = ['then', 'else'].map((key) =>
    own(at.node, key) === undefined ? undefined : toParts(child(at, key)),
  );
  if (own(at.node, 'if') !== undefined && !isConstant(own(at.node, 'if')) && (holds ?? fails)) {
    draft.conditions = [{ if: toParts(child(at, 'if')), ...(holds && { holds }), ...(fails && { fails }) }];
  }
  draft.readOnly = own(at.node, 'readOnly') === true;
  draft.writeOnly = own(at.node, 'writeOnly') === true;
  const discriminator = discriminatorOf(child(at, 'discriminator'));
  if (discriminator) draft.discriminator = discriminator;
  const value = own(at.node, 'default');
  if (value !== undefined) draft.default = canonical(value);
}

/** Which of `then` and `else` holds whatever the payload is: `if: true` leaves no choice. */
export function constantChoice(node: unknown): 'then' | 'else' | undefined {
  const condition = own(node, 'if');
  if (condition === undefined || !isConstant(condition)) return undefined;
  return condition === false ? 'else' : 'then';
}

function isConstant(schema: unknown): boolean {
  return typeof schema === 'boolean' || (isObject(schema) && Object.keys(schema).length === 0);
}

function discriminatorOf(at: At): Discriminator | undefined {
  const { node } = at;
  if (typeof node === 'string') return { at, property: node, mapping: new Map() };
  const property = own(node, 'propertyName');
  if (typeof property !== 'string') return undefined;
  const mapping = Object.entries(own(node, 'mapping') ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { at, property, mapping: new Map(mapping) };
}

function countOf(node: unknown, key: string): number | undefined {
  const value = own(node, key);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Whether a schema object says anything by itself that a reader of payloads could notice. */
export function saysSomething(node: unknown): boolean {
  return isObject(node) && Object.keys(node).some((key) => !annotations.has(key) && !key.startsWith('x-'));
}

const annotations = new Set([
  '$ref',
  'title',
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'xml',
  '$comment',
  '$id',
  '$schema',
  '$anchor',
  '$dynamicAnchor',
  '$dynamicRef',
  '$recursiveAnchor',
  '$recursiveRef',
  '$vocabulary',
  '$defs',
  'definitions',
]);
