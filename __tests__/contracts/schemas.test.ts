import { compareSchemas } from './compare.ts';

const object = (properties: object, rest: object = {}): object => ({ type: 'object', properties, ...rest });
const text = { type: 'string' };
const whole = { type: 'integer' };

/** Old, new, what it means for a request, what it means for a response. */
type Row = readonly [string, unknown, unknown, readonly string[], readonly string[]];

const rows: readonly Row[] = [
  // Types and null
  ['integer to number', whole, { type: 'number' }, [], ['type-widened breaking']],
  ['number to integer', { type: 'number' }, whole, ['type-narrowed breaking'], []],
  ['string to integer', text, whole, ['type-changed breaking'], ['type-changed breaking']],
  ['became nullable', text, { type: ['string', 'null'] }, [], ['became-nullable breaking']],
  ['no longer nullable', { type: ['string', 'null'] }, text, ['became-not-nullable breaking'], []],
  ['anything to something', {}, text, ['type-narrowed breaking'], []],
  ['something to nothing', text, false, ['schema-forbidden breaking'], []],
  ['a type is written out', { properties: { a: text } }, object({ a: text }), [], []],
  // Enumerations
  ['value removed', { enum: ['a', 'b'] }, { enum: ['a'] }, ['enum-value-removed breaking'], []],
  ['value added', { enum: ['a'] }, { enum: ['a', 'b'] }, [], ['enum-value-added warn']],
  ['became an enum', text, { ...text, enum: ['a'] }, ['became-enum breaking'], []],
  ['enum dropped', { ...text, enum: ['a'] }, text, [], ['enum-removed warn']],
  ['const for enum', { const: 'a' }, { type: 'string', enum: ['a'] }, [], []],
  ['const changed', { const: 'a' }, { const: 'b' }, ['const-changed breaking'], ['const-changed breaking']],
  ['order of values', { enum: ['a', 'b'] }, { enum: ['b', 'a'] }, [], []],
  [
    'extensible value added',
    { ...text, 'x-extensible-enum': ['a'] },
    { ...text, 'x-extensible-enum': ['a', 'b'] },
    [],
    [],
  ],
  [
    'extensible value removed',
    { ...text, 'x-extensible-enum': ['a', 'b'] },
    { ...text, 'x-extensible-enum': ['a'] },
    ['enum-value-removed breaking'],
    [],
  ],
  // Bounds
  ['minimum raised', { ...whole, minimum: 1 }, { ...whole, minimum: 2 }, ['min-raised breaking'], []],
  ['minimum lowered', { ...whole, minimum: 2 }, { ...whole, minimum: 1 }, [], ['min-lowered breaking']],
  ['the same bound of integers', { ...whole, minimum: 1 }, { ...whole, exclusiveMinimum: 0 }, [], []],
  [
    'exclusive',
    { type: 'number', maximum: 3 },
    { type: 'number', exclusiveMaximum: 3 },
    ['max-lowered breaking'],
    [],
  ],
  ['maxLength added', text, { ...text, maxLength: 5 }, ['max-length-added breaking'], []],
  ['minLength 0 says nothing', text, { ...text, minLength: 0 }, [], []],
  [
    'maxItems removed',
    { type: 'array', items: text, maxItems: 3 },
    { type: 'array', items: text },
    [],
    ['max-items-removed breaking'],
  ],
  [
    'multipleOf 5 to 10',
    { ...whole, multipleOf: 5 },
    { ...whole, multipleOf: 10 },
    ['multiple-of-changed breaking'],
    [],
  ],
  [
    'multipleOf 4 to 6',
    { ...whole, multipleOf: 4 },
    { ...whole, multipleOf: 6 },
    ['multiple-of-changed breaking'],
    ['multiple-of-changed breaking'],
  ],
  ['a bound beside the wrong type', { ...text, maximum: 5 }, { ...text, maximum: 3 }, [], []],
  ['bounds of listed values', { ...text, enum: ['a'] }, { ...text, enum: ['a'], maxLength: 1 }, [], []],
  // Strings
  ['pattern added', text, { ...text, pattern: '^a' }, ['pattern-added breaking'], []],
  ['pattern removed', { ...text, pattern: '^a' }, text, [], []],
  [
    'pattern changed',
    { ...text, pattern: '^a' },
    { ...text, pattern: '^b' },
    ['pattern-changed warn'],
    ['pattern-changed warn'],
  ],
  ['pattern for everything', { ...text, pattern: '.*' }, text, [], []],
  ['format added', text, { ...text, format: 'uuid' }, ['format-added breaking'], []],
  ['format removed', { ...text, format: 'date-time' }, text, [], ['format-removed breaking']],
  [
    'format of a house',
    text,
    { ...text, format: 'order-number' },
    ['format-added warn'],
    ['format-added warn'],
  ],
  ['format that says what the type says', whole, { ...whole, format: 'int64' }, [], []],
  [
    'int64 to int32',
    { ...whole, format: 'int64' },
    { ...whole, format: 'int32' },
    ['format-added breaking'],
    [],
  ],
  ['base64 in two ways', { ...text, format: 'byte' }, { ...text, contentEncoding: 'base64' }, [], []],
  // Objects
  ['optional property added', object({}), object({ a: text }), [], []],
  [
    'required property added',
    object({}),
    object({ a: text }, { required: ['a'] }),
    ['required-property-added breaking'],
    [],
  ],
  [
    'optional property removed',
    object({ a: text }),
    object({}),
    ['property-removed warn'],
    ['property-removed warn'],
  ],
  [
    'required property removed',
    object({ a: text }, { required: ['a'] }),
    object({}),
    ['property-removed warn'],
    ['required-property-removed breaking'],
  ],
  [
    'became required',
    object({ a: text }),
    object({ a: text }, { required: ['a'] }),
    ['property-became-required breaking'],
    [],
  ],
  [
    'became optional',
    object({ a: text }, { required: ['a'] }),
    object({ a: text }),
    [],
    ['property-became-optional breaking'],
  ],
  [
    'required without being declared',
    object({}),
    object({}, { required: ['a'] }),
    ['property-became-required breaking'],
    [],
  ],
  [
    'others forbidden',
    object({}),
    object({}, { additionalProperties: false }),
    ['additional-properties-closed breaking'],
    [],
  ],
  [
    'others allowed',
    object({}, { additionalProperties: false }),
    object({}),
    [],
    ['additional-properties-opened warn'],
  ],
  [
    'open in two ways',
    object({}, { additionalProperties: true }),
    object({}, { additionalProperties: {} }),
    [],
    [],
  ],
  [
    'new property of a closed object',
    object({}, { additionalProperties: false }),
    object({ a: text }, { additionalProperties: false }),
    [],
    ['property-added warn'],
  ],
  [
    'property taken from a closed object',
    object({ a: text }, { additionalProperties: false }),
    object({}, { additionalProperties: false }),
    ['property-removed breaking'],
    ['property-removed warn'],
  ],
  [
    'a property unlike the others',
    object({}, { additionalProperties: text }),
    object({ a: whole }, { additionalProperties: text }),
    ['type-changed breaking'],
    ['type-changed breaking'],
  ],
  [
    'values of a map',
    object({}, { additionalProperties: whole }),
    object({}, { additionalProperties: text }),
    ['type-changed breaking'],
    ['type-changed breaking'],
  ],
  [
    'a property called $ref',
    object({ $ref: text }),
    object({ $ref: whole }),
    ['type-changed breaking'],
    ['type-changed breaking'],
  ],
  [
    'a property called constructor',
    object({ constructor: text }),
    object({ constructor: whole }),
    ['type-changed breaking'],
    ['type-changed breaking'],
  ],
  [
    'properties called like keywords',
    object({ description: text, example: text }),
    object({ description: whole, example: whole }),
    ['type-changed breaking', 'type-changed breaking'],
    ['type-changed breaking', 'type-changed breaking'],
  ],
  // Read-only and write-only
  [
    'read-only becomes required',
    object({ a: { ...text, readOnly: true } }),
    object({ a: { ...text, readOnly: true } }, { required: ['a'] }),
    [],
    [],
  ],
  [
    'write-only is not received',
    object({ a: { ...text, writeOnly: true } }),
    object({ a: { type: ['string', 'null'], writeOnly: true } }),
    [],
    [],
  ],
  [
    'no longer read-only and required',
    object({ a: { ...text, readOnly: true } }, { required: ['a'] }),
    object({ a: text }, { required: ['a'] }),
    ['property-became-required breaking'],
    [],
  ],
  // Arrays
  [
    'items',
    { type: 'array', items: whole },
    { type: 'array', items: text },
    ['type-changed breaking'],
    ['type-changed breaking'],
  ],
  ['unique', { type: 'array' }, { type: 'array', uniqueItems: true }, ['unique-items-added breaking'], []],
  [
    'tuple',
    { type: 'array', prefixItems: [text, whole] },
    { type: 'array', prefixItems: [text, text] },
    ['type-changed breaking'],
    ['type-changed breaking'],
  ],
  ['contains added', { type: 'array' }, { type: 'array', contains: text }, ['contains-added breaking'], []],
  [
    'minContains',
    { type: 'array', contains: text },
    { type: 'array', contains: text, minContains: 2 },
    ['min-contains-raised breaking'],
    [],
  ],
  [
    'maxContains',
    { type: 'array', contains: text, maxContains: 2 },
    { type: 'array', contains: text },
    [],
    ['max-contains-raised breaking'],
  ],
  // Combinations
  [
    'allOf is what it holds',
    { allOf: [object({ a: text }), object({ b: text }, { required: ['a'] })] },
    object({ a: text, b: text }, { required: ['a'] }),
    [],
    [],
  ],
  ['one alternative is none', { anyOf: [text] }, text, [], []],
  ['alternatives of plain types', { oneOf: [text, whole] }, { type: ['integer', 'string'] }, [], []],
  [
    'null in three ways',
    { oneOf: [{ type: 'null' }, object({ a: text })] },
    { ...object({ a: text }), type: ['object', 'null'] },
    [],
    [],
  ],
  [
    'alternative removed',
    { anyOf: [object({ a: text }, { required: ['a'] }), object({ b: text }, { required: ['b'] })] },
    { anyOf: [object({ a: text }, { required: ['a'] })] },
    ['alternative-removed breaking'],
    [],
  ],
  [
    'alternative added',
    { oneOf: [object({ a: text }), { type: 'array', items: text }] },
    { oneOf: [object({ a: text }), { type: 'array', items: text }, { type: 'string', format: 'uuid' }] },
    [],
    ['alternative-added breaking'],
  ],
  [
    'order of alternatives',
    { oneOf: [object({ a: text }), { type: 'array', items: text }] },
    { oneOf: [{ items: text, type: 'array' }, object({ a: text })] },
    [],
    [],
  ],
  [
    'an alternative changes inside',
    { oneOf: [object({ a: text, b: text }), { type: 'array', items: text }] },
    { oneOf: [{ type: 'array', items: text }, object({ a: whole, b: text })] },
    ['type-changed breaking'],
    ['type-changed breaking'],
  ],
  [
    'anyOf to oneOf',
    { anyOf: [object({ a: text }), object({ b: text })] },
    { oneOf: [object({ a: text }), object({ b: text })] },
    ['any-of-became-one-of warn'],
    [],
  ],
  ['not added', text, { ...text, not: { const: 'x' } }, ['not-added breaking'], []],
  [
    'not widened',
    { ...text, not: { enum: ['x'] } },
    { ...text, not: { enum: ['x', 'y'] } },
    ['not-changed breaking'],
    [],
  ],
  [
    'condition changed',
    { ...object({}), if: object({ k: { const: 1 } }), then: { required: ['a'] } },
    { ...object({}), if: object({ k: { const: 2 } }), then: { required: ['a'] } },
    ['condition-changed warn'],
    ['condition-changed warn'],
  ],
  [
    'consequence changed',
    { ...object({}), if: object({ k: { const: 1 } }), then: object({ a: text }) },
    { ...object({}), if: object({ k: { const: 1 } }), then: object({ a: whole }) },
    ['type-changed breaking'],
    ['type-changed breaking'],
  ],
  [
    'dependent required',
    object({ a: text, b: text }),
    object({ a: text, b: text }, { dependentRequired: { a: ['b'] } }),
    ['dependent-required-added breaking'],
    [],
  ],
  [
    'property names',
    object({}),
    object({}, { propertyNames: { pattern: '^x' } }),
    ['property-names-added breaking'],
    [],
  ],
  [
    'pattern properties',
    object({}),
    object({}, { patternProperties: { '^x-': text } }),
    ['pattern-properties-added breaking'],
    [],
  ],
  [
    'discriminator',
    { ...object({ k: text }), discriminator: { propertyName: 'k', mapping: { a: '#/a', b: '#/b' } } },
    { ...object({ k: text }), discriminator: { propertyName: 'k', mapping: { a: '#/a' } } },
    ['discriminator-mapping-removed breaking'],
    ['discriminator-mapping-removed breaking'],
  ],
  // Words and defaults
  [
    'words',
    { ...text, title: 'A', description: 'b', example: 'c' },
    { ...text, title: 'D', examples: ['e'], deprecated: true },
    [],
    [],
  ],
  ['default changed', { ...whole, default: 1 }, { ...whole, default: 2 }, ['default-changed warn'], []],
  ['default added', whole, { ...whole, default: 2 }, [], []],
];

describe('schemas under the severity law', () => {
  test.each(rows.map((row) => [row[0], row] as const))('%s', (_, [, old, next, request, response]) => {
    expect(compareSchemas(old, next)).toEqual({ request, response });
  });

  test('nullable of 3.0 is null of 3.1', () => {
    const old = object({
      a: { ...text, nullable: true },
      b: { allOf: [object({ c: text })], nullable: true },
    });
    const next = object({
      a: { type: ['string', 'null'] },
      b: { anyOf: [object({ c: text }), { type: 'null' }] },
    });
    expect(compareSchemas(old, next)).toEqual({ request: [], response: [] });
  });

  test('exclusive bounds of 3.0', () => {
    const old = { type: 'number', minimum: 1, exclusiveMinimum: true };
    expect(compareSchemas(old, { type: 'number', exclusiveMinimum: 1 })).toEqual({
      request: [],
      response: [],
    });
    expect(compareSchemas(old, { type: 'number', minimum: 1 }).response).toEqual(['min-lowered breaking']);
  });

  test('siblings of $ref count from 3.1 on', () => {
    const narrowed = (version: string): readonly string[] =>
      compareSchemas(
        object({ a: { $ref: '#/info/title' } }),
        object({ a: { $ref: '#/info/title', maxLength: 3, type: 'string' } }),
        version,
      ).request;
    expect(narrowed('3.0.3')).toEqual([]);
    expect(narrowed('3.1.0')).toEqual(['max-length-added breaking', 'type-narrowed breaking']);
  });
});
