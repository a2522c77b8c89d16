import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { parseDocument } from '../../src/formats/openapi/parse.ts';
import { compareDocuments, describeApi, incompatible } from './compare.ts';
import { RandomSchemas, randomFrom } from './random-schemas.ts';
import { rewrites } from '../support/rewrites.ts';
import { toVersion3 } from '../support/to-version-3.ts';
import { endless } from '../support/endless.ts';

type Json = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const nothing = {
  changes: [],
  summary: { breaking: 0, warn: 0, compatible: 0 },
  gaps: [],
  unexplained: expect.anything() as unknown,
};
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

describe('descriptions written otherwise', () => {
  /** Operations with random schemas, some of them components that lead to each other. */
  function randomApi(seed: number): Json {
    const schemas = new RandomSchemas(seed);
    const names = ['A', 'B', 'C', 'D'];
    const refer = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
    const components = names.map((name, index) => {
      const inner = { ...schemas.schema30(2), nullable: index === 1 };
      const next =
        index < 3 ? { next: refer(names[index + 1] ?? 'A'), all: { type: 'array', items: refer('A') } } : {};
      return [name, { type: 'object', properties: { inner, ...next }, required: ['inner'] }] as const;
    });
    const content = (schema: Json): Json => ({ content: { 'application/json': { schema } } });
    const id = { name: 'id', in: 'path', required: true, schema: text };
    const operation = (name: string): Json => ({
      parameters: [id, { name: 'q', in: 'query', schema: { type: 'array', items: schemas.schema30(0) } }],
      requestBody: content({ type: 'object', properties: { a: refer(name), b: schemas.schema30(2) } }),
      responses: { 200: { description: 'ok', ...content(refer(name)) } },
    });
    return {
      openapi: '3.0.3',
      info: { title: 'Things', version: '1' },
      paths: Object.fromEntries(names.map((name) => [`/${name}/{id}`, { post: operation(name) }])),
      components: { schemas: Object.fromEntries(components) },
    };
  }

  test.each(Object.entries(rewrites))('%s', (_, rewrite) => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const document = randomApi(seed);
      const { document: other, files = {} } = rewrite(document);
      expect([seed, compareDocuments(document, other, { files: [{}, files] })]).toEqual([seed, nothing]);
      expect([seed, compareDocuments(other, document, { files: [files, {}] })]).toEqual([seed, nothing]);
    }
  });

  test('as YAML', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const document = randomApi(seed);
      const read = parseDocument(stringify(document)) as Json;
      expect(compareDocuments(document, read).changes).toEqual([]);
    }
  });

  test('Swagger 2.0 as OpenAPI 3.0', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const schemas = new RandomSchemas(seed);
      const inQuery = {
        name: 'q',
        in: 'query',
        type: 'array',
        items: schemas.schema30(0),
        collectionFormat: 'multi',
      };
      const old = {
        swagger: '2.0',
        basePath: '/v1',
        produces: ['application/json'],
        securityDefinitions: { key: { type: 'basic' } },
        security: [{ key: [] }],
        definitions: {
          A: { type: 'object', properties: { a: schemas.schema30(2), next: { $ref: '#/definitions/A' } } },
        },
        paths: {
          '/a': {
            post: {
              parameters: [inQuery, { name: 'b', in: 'body', schema: { $ref: '#/definitions/A' } }],
              responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/A' } } },
            },
            put: {
              consumes: ['multipart/form-data'],
              parameters: [
                { name: 'f', in: 'formData', required: true, type: 'file' },
                { name: 'g', in: 'formData', ...schemas.schema30(0) },
              ],
              responses: { 204: { description: 'none', headers: { 'X-A': { type: 'integer' } } } },
            },
          },
        },
      };
      expect([seed, compareDocuments(old, toVersion3(old))]).toEqual([seed, nothing]);
      expect([seed, compareDocuments(toVersion3(old), old)]).toEqual([seed, nothing]);
    }
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
