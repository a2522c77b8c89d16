import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compareSchemas } from './compare.ts';

interface Row {
  readonly title: string;
  readonly old: unknown;
  readonly new: unknown;
  readonly request: readonly string[];
  readonly response: readonly string[];
}

const rows = parse(readFileSync(new URL('schemas.yml', import.meta.url), 'utf8')) as readonly Row[];
const text = { type: 'string' };
const object = (properties: object): object => ({ type: 'object', properties });

describe('schemas under the severity law', () => {
  test.each(rows.map((row) => [row.title, row] as const))(
    '%s',
    (_, { old, new: next, request, response }) => {
      expect(compareSchemas(old, next)).toEqual({ request, response });
    },
  );

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
