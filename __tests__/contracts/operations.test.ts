import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compareDocuments, incompatible } from './compare.ts';

type Json = Readonly<Record<string, unknown>>;

interface Row {
  readonly title: string;
  readonly old: Json;
  readonly new: Json;
  readonly finds: readonly string[];
}

const rows = parse(readFileSync(new URL('operations.yml', import.meta.url), 'utf8')) as readonly Row[];
const text = { type: 'string' };

/** OpenAPI 3.0.3, unless the document says something else. */
function whole(document: Json): Json {
  return 'swagger' in document ? document : { openapi: '3.0.3', ...document };
}

describe('operations', () => {
  test.each(rows.map((row) => [row.title, row] as const))('%s', (_, { old, new: next, finds }) => {
    const comparison = compareDocuments(whole(old), whole(next), { today: '2026-01-01' });
    expect(incompatible(comparison)).toEqual(finds);
  });

  test('Swagger 2.0 and OpenAPI 3 that say the same', () => {
    const old = {
      swagger: '2.0',
      consumes: ['application/json'],
      produces: ['application/json'],
      securityDefinitions: { basic: { type: 'basic' } },
      paths: {
        '/things/{id}': {
          post: {
            security: [{ basic: [] }],
            parameters: [
              { name: 'id', in: 'path', required: true, type: 'string' },
              { name: 'tags', in: 'query', type: 'array', items: text, collectionFormat: 'multi' },
              { name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/Thing' } },
            ],
            responses: {
              200: { schema: { $ref: '#/definitions/Thing' }, headers: { 'X-A': { type: 'integer' } } },
            },
          },
          put: {
            consumes: ['multipart/form-data'],
            parameters: [
              { name: 'file', in: 'formData', required: true, type: 'file' },
              { name: 'note', in: 'formData', type: 'string' },
            ],
            responses: { 204: {} },
          },
        },
      },
      definitions: { Thing: { type: 'object', properties: { a: { ...text, 'x-nullable': true } } } },
    };
    const thing = { 'application/json': { schema: { $ref: '#/components/schemas/T' } } };
    const next = {
      openapi: '3.1.0',
      paths: {
        '/things/{thing}': {
          post: {
            security: [{ password: [] }],
            parameters: [
              { name: 'thing', in: 'path', required: true, schema: text },
              { name: 'tags', in: 'query', schema: { type: 'array', items: text } },
            ],
            requestBody: { required: true, content: thing },
            responses: { 200: { content: thing, headers: { 'X-A': { schema: { type: 'integer' } } } } },
          },
          put: {
            requestBody: {
              required: true,
              content: {
                'multipart/form-data': {
                  schema: {
                    type: 'object',
                    required: ['file'],
                    properties: { file: { ...text, format: 'binary' }, note: text },
                  },
                },
              },
            },
            responses: { 204: {} },
          },
        },
      },
      components: {
        schemas: { T: { type: 'object', properties: { a: { type: ['string', 'null'] } } } },
        securitySchemes: { password: { type: 'http', scheme: 'Basic' } },
      },
    };
    expect(incompatible(compareDocuments(old, next))).toEqual([]);
    expect(incompatible(compareDocuments(next, old))).toEqual([]);
  });

  test('an earlier sunset of a parameter that is its own schema is one change', () => {
    const old = (sunset: string): Json => ({
      swagger: '2.0',
      paths: {
        '/a': { get: { parameters: [{ name: 'q', in: 'query', ...text, deprecated: true, 'x-sunset': sunset }], responses: {} } }, // prettier-ignore
      },
    });
    expect(incompatible(compareDocuments(old('2030-01-01'), old('2029-01-01')))).toEqual([
      'sunset-moved-earlier breaking',
    ]);
  });

  test('one change of a shared response, and of what two alternatives inherit', () => {
    const heir = (name: string): Json => ({
      allOf: [
        { $ref: '#/components/schemas/Base' },
        { type: 'object', properties: { [name]: text, d: text } },
      ],
    });
    const described = (mediaType: string, base: Json): Json =>
      whole({
        paths: Object.fromEntries(
          ['/a', '/b'].map((path) => [
            path,
            { get: { responses: { 200: { $ref: '#/components/responses/R' } } } },
          ]),
        ),
        components: {
          responses: {
            R: { content: { [mediaType]: { schema: { oneOf: [heir('b'), heir('c')] } } } },
          },
          schemas: { Base: { type: 'object', ...base } },
        },
      });
    const base = { required: ['a'], properties: { a: text } };
    const titles = (old: Json, next: Json): unknown =>
      compareDocuments(old, next).changes.map(({ subject, level, operations }) => [
        subject,
        level,
        operations.length,
      ]);
    expect(titles(described('application/json', base), described('application/json', {}))).toEqual([
      ['Base.a', 'breaking', 2],
    ]);
    expect(titles(described('application/json', base), described('text/csv', base))).toEqual([
      ['response R', 'breaking', 2],
      ['response R', 'compatible', 2],
    ]);
  });

  test('one change reaches all operations that share its schema', () => {
    const shared = (type: string): Json =>
      whole({
        paths: Object.fromEntries(
          Array.from({ length: 30 }, (_, index) => [
            `/things/${index}`,
            {
              get: {
                responses: {
                  200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/T' } } } },
                },
              },
            },
          ]),
        ),
        components: {
          schemas: {
            T: { type: 'object', properties: { a: { type }, next: { $ref: '#/components/schemas/T' } } },
          },
        },
      });
    const { changes, summary } = compareDocuments(shared('string'), shared('integer'));
    expect(summary).toEqual({ breaking: 1, warn: 0, compatible: 0 });
    expect(changes[0]).toMatchObject({
      kind: 'type-changed',
      direction: 'response',
      subject: 'T.a',
      pointer: '/components/schemas/T/properties/a/type',
      operation: 'GET /things/0',
    });
    expect(changes[0]?.operations).toHaveLength(30);
  });
});
