import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { parse } from 'yaml';
import { compareDocuments, describeApi, incompatible } from './compare.ts';
import { randomFrom } from './random-schemas.ts';
import { endless } from '../support/endless.ts';

type Json = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const whole = { type: 'integer' };

interface Pair {
  readonly old: unknown;
  readonly new: unknown;
}

function pairs(file: string): readonly Pair[] {
  return parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as readonly Pair[];
}

/** The same value with keys and the items of lists whose order says nothing in another order. */
function shuffled(value: unknown, random: () => number, inOrder = false): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => shuffled(item, random));
    return inOrder ? items : items.sort(() => random() - 0.5);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => {
    return [
      key,
      shuffled(item, random, key === 'prefixItems' || key === 'default' || key === 'const'),
    ] as const;
  });
  return Object.fromEntries(entries.sort(() => random() - 0.5));
}

describe('documents that say the same', () => {
  const documents: readonly Json[] = [
    ...pairs('schemas.yml').flatMap((pair) =>
      [pair.old, pair.new].map((schema) => describeApi({ request: schema, response: schema })),
    ),
    ...pairs('operations.yml').flatMap((pair) =>
      [pair.old, pair.new].map((document): Json => ({ openapi: '3.0.3', ...(document as Json) })),
    ),
  ];

  test('a document and itself', () => {
    for (const document of documents) expect(compareDocuments(document, document).changes).toEqual([]);
  });

  test('a document and itself in another order', () => {
    const random = randomFrom(7);
    for (const document of documents) {
      const other = shuffled(document, random) as Json;
      expect(compareDocuments(document, other).changes).toEqual([]);
    }
  });

  test('schemas in place and in components', () => {
    for (const { old } of pairs('schemas.yml')) {
      const inPlace = describeApi({ request: old, response: old });
      const reference = { $ref: '#/components/schemas/Some~1Thing' };
      const extracted = describeApi(
        { request: reference, response: reference },
        { components: { schemas: { 'Some/Thing': old } } },
      );
      expect(compareDocuments(inPlace, extracted).changes).toEqual([]);
      expect(compareDocuments(extracted, inPlace).changes).toEqual([]);
    }
  });

  test('a schema that refers to itself, unrolled once', () => {
    const node = (next: unknown): Json => ({ type: 'object', properties: { value: text, next } });
    const reference = { $ref: '#/components/schemas/Node' };
    const old = describeApi({ request: reference }, { components: { schemas: { Node: node(reference) } } });
    const next = describeApi(
      { request: reference },
      { components: { schemas: { Node: node(node({ $ref: '#/components/schemas/Node' })) } } },
    );
    expect(compareDocuments(old, next).changes).toEqual([]);
  });

  test('inheritance with a discriminator, whatever is read first', () => {
    const pet = {
      type: 'object',
      discriminator: { propertyName: 'kind' },
      properties: { kind: text },
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
    };
    const cat = {
      allOf: [{ $ref: '#/components/schemas/Pet' }, { type: 'object', properties: { claws: whole } }],
    };
    const dog = {
      allOf: [{ $ref: '#/components/schemas/Pet' }, { type: 'object', properties: { bark: text } }],
    };
    const old = describeApi(
      { request: { $ref: '#/components/schemas/Cat' }, response: { $ref: '#/components/schemas/Pet' } },
      { components: { schemas: { Pet: pet, Cat: cat, Dog: dog } } },
    );
    expect(compareDocuments(old, shuffled(old, randomFrom(3)) as Json).changes).toEqual([]);
  });
});

describe('files of one commit', () => {
  const user = (type: string): Json => ({
    type: 'object',
    properties: { id: { type }, boss: { $ref: 'user.json' } },
  });
  const document = describeApi({ response: { $ref: '../schemas/user.json' } });

  test('are followed', () => {
    const files = [
      { 'schemas/user.json': user('string') },
      { 'schemas/user.json': user('integer') },
    ] as const;
    const { changes } = compareDocuments(document, document, { files });
    expect(changes.map(({ subject, new: at }) => [subject, at])).toEqual([
      ['user.id', { path: 'schemas/user.json', pointer: '/properties/id/type' }],
    ]);
  });

  test.each([
    ['another host', 'https://example.org/user.json', 'reference-refused'],
    ['another host without a scheme', '//example.org/user.json', 'reference-refused'],
    ['the machine', 'file:///etc/passwd', 'reference-refused'],
    ['an absolute path', '/etc/passwd', 'reference-refused'],
    ['a path out of the commit', '../../user.json', 'reference-refused'],
    ['a hidden path out of the commit', '..%2f..%2fuser.json', 'reference-refused'],
    ['a backslash', '..\\..\\user.json', 'reference-refused'],
    ['a file that is not there', 'user.json', 'reference-dangling'],
    ['a schema that is not there', '#/components/schemas/User', 'reference-dangling'],
    ['an anchor', '#user', 'reference-dangling'],
  ])('%s is a gap, the rest is compared', (_, reference, reason) => {
    const holding = (type: string): Json =>
      describeApi({ response: { type: 'object', properties: { a: { $ref: reference }, b: { type } } } });
    const comparison = compareDocuments(holding('string'), holding('integer'));
    expect(comparison.gaps.map((gap) => gap.reason)).toEqual([reason]);
    expect(incompatible(comparison)).toEqual(['type-changed breaking']);
  });

  test('a reference to itself is a gap', () => {
    const loop = {
      components: {
        schemas: { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } },
      },
    };
    const reference = { $ref: '#/components/schemas/A' };
    const holding = (type: string): Json =>
      describeApi({ response: { type: 'object', properties: { a: reference, b: { type } } } }, loop);
    const comparison = compareDocuments(holding('string'), holding('integer'));
    expect(comparison.gaps.map((gap) => gap.reason)).toEqual(['reference-dangling']);
    expect(incompatible(comparison)).toEqual(['type-changed breaking']);
  });
});

describe('hostile documents end in bounded time', () => {
  jest.setTimeout(60_000);

  const within = (run: () => void): void => {
    const start = performance.now();
    run();
    expect(performance.now() - start).toBeLessThan(endless);
  };

  test('a thousand alternatives', () => {
    const many = (kind: string, type: string): Json => ({
      [kind]: Array.from({ length: 1000 }, (_, index) => ({
        type: 'object',
        required: ['kind'],
        properties: { kind: { const: index }, value: { type } },
      })),
    });
    within(() => {
      expect(
        compareDocuments(
          describeApi({ request: many('oneOf', 'string') }),
          describeApi({ request: many('anyOf', 'integer') }),
        ).summary.breaking,
      ).toBeGreaterThan(0);
    });
  });

  test('schemas nested thousands deep', () => {
    let old: Json = text;
    let next: Json = whole;
    for (let depth = 0; depth < 5000; depth += 1) {
      old = { type: 'object', properties: { a: old } };
      next = { type: 'object', properties: { a: next } };
    }
    within(() => {
      const comparison = compareDocuments(describeApi({ request: old }), describeApi({ request: next }), {
        asIs: true,
      });
      expect(incompatible(comparison)).toEqual(['type-changed breaking']);
    });
  });

  test('alternatives inside alternatives', () => {
    const nested = (depth: number, leaf: Json): Json =>
      depth === 0
        ? leaf
        : {
            anyOf: [nested(depth - 1, leaf), { type: 'object', properties: { a: nested(depth - 1, leaf) } }],
          };
    within(() => {
      const old = describeApi({ request: nested(7, text) });
      const next = describeApi({ request: nested(7, whole) });
      expect(compareDocuments(old, next).summary.breaking).toBeGreaterThan(0);
    });
  });

  test('every schema refers to every other', () => {
    const mesh = (type: string): Json => ({
      components: {
        schemas: Object.fromEntries(
          Array.from({ length: 150 }, (_, index) => [
            `S${index}`,
            {
              anyOf: [
                { type: 'object', properties: { own: { type: index === 0 ? type : 'string' } } },
                ...Array.from({ length: 20 }, (_unused, other) => ({
                  type: 'object',
                  properties: {
                    [`p${other}`]: { $ref: `#/components/schemas/S${(index * 7 + other) % 150}` },
                  },
                })),
              ],
            },
          ]),
        ),
      },
    });
    const reference = { $ref: '#/components/schemas/S0' };
    within(() => {
      const old = describeApi({ request: reference }, mesh('string'));
      const next = describeApi({ request: reference }, mesh('integer'));
      const { summary, gaps } = compareDocuments(old, next);
      expect(summary.breaking > 0 || gaps.length > 0).toBe(true);
    });
  });

  test.each([
    ['nothing', {}],
    ['lists for maps', { paths: [], components: [], security: {}, servers: {}, webhooks: [] }],
    ['words for maps', { paths: { '/a': 'x', '/b': { get: 'y', parameters: 3 } }, components: 'z' }],
    [
      'null everywhere',
      { paths: { '/a': { get: { parameters: [null], requestBody: null, responses: { 200: null } } } } },
    ],
    [
      'numbers for schemas',
      describeApi({ request: { properties: { a: 1, b: null, c: [] }, required: [1], enum: 5, anyOf: {} } }),
    ],
  ])('%s', (_, document) => {
    const old = { openapi: '3.0.0', ...document };
    expect(compareDocuments(old, old).changes).toEqual([]);
    expect(compareDocuments(old, describeApi({ request: text })).gaps).toEqual([]);
  });
});
