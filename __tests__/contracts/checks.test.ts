import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compareDocuments } from './compare.ts';

type Json = Readonly<Record<string, unknown>>;

/** Old, new, and the verdicts there and back. */
interface Check {
  readonly title: string;
  readonly old: unknown;
  readonly new: unknown;
  readonly verdicts: string;
}

/** What a field of payloads, operations and documents may see, and what each means under the severity law. */
const checks = readChecks(readFileSync(new URL('checks.txt', import.meta.url), 'utf8'));

function readChecks(text: string): ReadonlyMap<string, readonly Check[]> {
  const found = new Map<string, Check[]>();
  let list: Check[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) found.set(line.slice(3), (list = []));
    else if (line !== '' && !line.startsWith('#')) {
      const [title = '', old = '', next = '', verdicts = ''] = line.split(' | ');
      list.push({ title, old: parse(old), new: parse(next), verdicts: verdicts.replace(' ', '') });
    }
  }
  return found;
}

function rows(of: string): [string, Check][] {
  return (checks.get(of) ?? []).map((check) => [check.title, check]);
}

const ok = { responses: { 200: { description: 'ok' } } };
const components = {
  schemas: { Text: { type: 'string' }, A: { type: 'object' }, B: { type: 'object' } },
  securitySchemes: {
    key: { type: 'apiKey', in: 'header', name: 'X' },
    oauth: { type: 'oauth2', flows: { password: { scopes: { read: '', write: '' } } } },
  },
};

function describe3(openapi: string, rest: Json): Json {
  const all = { ...components, ...(rest['components'] as Json | undefined) };
  return {
    openapi,
    info: { title: 't', version: '1' },
    paths: { '/x': { get: ok } },
    ...rest,
    components: all,
  };
}

function post(operation: Json): Json {
  return { paths: { '/x': { post: { ...ok, ...operation } } } };
}

function describe2(operation: Json): Json {
  const document = { swagger: '2.0', info: {}, ...post(operation), definitions: components.schemas };
  return JSON.parse(JSON.stringify(document).replaceAll('#/components/schemas/', '#/definitions/')) as Json;
}

/** Where a schema may stand. */
const holders: readonly ((schema: unknown) => unknown)[] = [
  (schema) => schema,
  (p) => ({ type: 'object', properties: { p } }),
  (items) => ({ type: 'array', items }),
  (additionalProperties) => ({ type: 'object', additionalProperties }),
  (schema) => ({ allOf: [schema, { description: 'words' }] }),
];

/** Documents with a schema in a request, and in a response: of every version, and as what a webhook sends. */
const messages: Readonly<Record<'request' | 'response', readonly ((schema: unknown) => Json)[]>> = {
  request: [
    ...['3.0.3', '3.1.0'].map(
      (version) => (schema: unknown) => describe3(version, post({ requestBody: contentOf(schema) })),
    ),
    (schema) => describe2({ parameters: [{ name: 'b', in: 'body', schema }] }),
  ],
  response: [
    ...['3.0.3', '3.1.0'].map(
      (version) => (schema: unknown) =>
        describe3(version, post({ responses: { 200: { description: 'ok', ...contentOf(schema) } } })),
    ),
    (schema) => describe2({ responses: { 200: { description: 'ok', schema } } }),
    (schema) => describe3('3.1.0', { webhooks: { w: { post: { ...ok, requestBody: contentOf(schema) } } } }),
  ],
};

function contentOf(schema: unknown): Json {
  return { content: { 'application/json': { schema } } };
}

function verdict(old: Json, next: Json): string {
  const { summary } = compareDocuments(old, next, { today: '2026-01-01' });
  return summary.breaking > 0 ? 'b' : summary.warn > 0 ? 'w' : '.';
}

describe('what may happen to', () => {
  test.each(rows('schema'))('a schema: %s', (_, { old, new: next, verdicts }) => {
    for (const hold of holders) {
      const found = (['request', 'response'] as const).map((direction) =>
        messages[direction].map((describe) => {
          const [before, after] = [describe(hold(old)), describe(hold(next))];
          return verdict(before, after) + verdict(after, before);
        }),
      );
      expect(found).toEqual([Array(3).fill(verdicts.slice(0, 2)), Array(4).fill(verdicts.slice(2))]);
    }
  });

  test.each(rows('operation'))('an operation: %s', (_, { old, new: next, verdicts }) => {
    const [before, after] = [old, next].map((operation) => describe3('3.0.3', post(operation as Json))) as [Json, Json]; // prettier-ignore
    expect(verdict(before, after) + verdict(after, before)).toBe(verdicts);
  });

  test.each(rows('document'))('a document: %s', (_, { old, new: next, verdicts }) => {
    const [before, after] = [old, next].map((rest) => describe3('3.1.0', rest as Json)) as [Json, Json];
    expect(verdict(before, after) + verdict(after, before)).toBe(verdicts);
  });

  test.each(rows('Swagger 2.0'))('a Swagger 2.0 operation: %s', (_, { old, new: next, verdicts }) => {
    const [before, after] = [old, next].map((operation) => describe2(operation as Json)) as [Json, Json];
    expect(verdict(before, after) + verdict(after, before)).toBe(verdicts);
  });
});
