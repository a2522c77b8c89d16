import { compareJsonSchema } from '../../src/contracts/json-schema/compare-json-schema.ts';
import { jsonSchema } from '../../src/formats/json-schema/format.ts';
import { plain } from '../../src/report/text.ts';

type Json = Readonly<Record<string, unknown>>;

const draft = 'http://json-schema.org/draft-07/schema#';

function said(old: Json, next: Json): readonly string[] {
  const source = (document: Json): Parameters<typeof compareJsonSchema>[0] => ({
    path: 'schemas/order.schema.json',
    contract: { dialect: 'json-schema', version: 'draft-07', document, lineOf: () => 1 },
  });
  return compareJsonSchema(source(old), source(next))
    .changes.filter(({ level }) => level !== 'compatible')
    .map(({ level, title }) => `${level}: ${plain(title)}`);
}

const order = (properties: Json, rest: Json = {}): Json => ({
  $schema: draft,
  type: 'object',
  properties,
  ...rest,
});

const text = { type: 'string' };

test('what was valid and is not any more, and what is gone, is a question', () => {
  expect(said(order({ id: text }), order({ id: text }, { required: ['id'] }))).toEqual([
    expect.stringMatching(/^warn: .*id.*required/),
  ]);
  expect(said(order({ kind: { enum: ['a', 'b'] } }), order({ kind: { enum: ['a'] } }))).toHaveLength(1);
  expect(said(order({ id: text, note: text }), order({ id: text }))).toEqual([
    expect.stringMatching(/^warn: .*note/),
  ]);
});

test('many questions about a schema are one, and a property that is gone is one', () => {
  const closed = { additionalProperties: false };
  expect(said(order({ id: text, note: text }, closed), order({ id: text }, closed))).toHaveLength(1);
  const names = ['a', 'b', 'c', 'd'];
  const all = order(Object.fromEntries(names.map((name) => [name, text])));
  expect(said(all, { ...all, required: names })).toEqual([
    expect.stringMatching(
      /^warn: order\.schema\.json accepts or describes less in \d places: .*order\.schema\.a/,
    ),
  ]);
});

test('a pattern of names that was rewritten is no question', () => {
  const named = (pattern: string): Json => ({
    $schema: draft,
    type: 'object',
    patternProperties: { [pattern]: text },
    additionalProperties: false,
  });
  expect(said(named('^roles/'), named('^(roles|projects)/'))).not.toContainEqual(
    expect.stringContaining('accepts nothing'),
  );
});

test('what only allows more is none', () => {
  expect(said(order({ id: text }), order({ id: text, note: text }))).toEqual([]);
  expect(said(order({ kind: { enum: ['a'] } }), order({ kind: { enum: ['a', 'b'] } }))).toEqual([]);
  expect(said(order({ id: text }, { required: ['id'] }), order({ id: text }))).toEqual([]);
  expect(said(order({ id: text }), order({ id: { ...text, description: 'x' } }, { title: 'Order' }))).toEqual(
    [],
  );
});

test.each([
  ['schemas/order.json', `{\n  "$schema": "${draft}",\n  "type": "object"\n}`, true],
  ['schemas/order.json', `{\n  "$id": "https://example.org/order",\n  "$schema": "${draft}"\n}`, true],
  ['schemas/order.yaml', `$schema: ${draft}\ntype: object\n`, true],
  ['package.json', '{"name": "x"}', false],
  ['tsconfig.json', '{"$schema": "https://json.schemastore.org/tsconfig", "compilerOptions": {}}', false],
  ['x.json', `{\n  "$schema": "${draft}",\n  "$id": "https://json.schemastore.org/tsconfig"\n}`, false],
])('%s %j is recognised: %s', (path, content, expected) => {
  expect(jsonSchema.matches(path) && jsonSchema.recognises?.(content)).toBe(expected);
});

test('schemas that editors keep are not looked at', () => {
  expect(jsonSchema.matches('.vscode/settings.schema.json')).toBe(false);
});

test.each([
  ['merge-conflict', `<<<<<<< HEAD\n{"$schema": "${draft}"}\n=======\n>>>>>>> b\n`],
  ['encoding', `{"$schema": "${draft}"}\0`],
  ['unparsable', `{"$schema": "${draft}", `],
])('%s is a gap', async (reason, content) => {
  const read = async () => jsonSchema.read({ path: 'x.json', text: content });
  await expect(read()).rejects.toMatchObject({ reason });
});

describe('parts that have names and addresses', () => {
  const newer = 'https://json-schema.org/draft/2020-12/schema';
  function answers(old: Json, next: Json, version = '2020-12') {
    const source = (document: Json): Parameters<typeof compareJsonSchema>[0] => ({
      path: 'schemas/order.schema.json',
      contract: { dialect: 'json-schema', version, document, lineOf: () => 1 },
    });
    const { changes, gaps } = compareJsonSchema(source(old), source(next));
    return {
      told: changes
        .filter(({ level }) => level !== 'compatible')
        .map(({ pointer, kind }) => `${kind} ${pointer}`),
      gaps: gaps.map(({ reason }) => reason),
    };
  }
  const narrower = (make: (kind: Json) => Json, version?: string) =>
    answers(make({ enum: ['a', 'b'] }), make({ enum: ['a'] }), version);

  it.each<[string, (kind: Json) => Json, string]>([
    [
      'an anchor',
      (kind) => ({
        $schema: newer,
        properties: { k: { $ref: '#kind' } },
        $defs: { k: { $anchor: 'kind', ...kind } },
      }),
      '/$defs/k/enum',
    ],
    [
      'an anchor of draft 7',
      (kind) => ({
        $schema: draft,
        properties: { k: { $ref: '#kind' } },
        definitions: { k: { $id: '#kind', ...kind } },
      }),
      '/definitions/k/enum',
    ],
    [
      'its own address',
      (kind) => ({
        $schema: newer,
        $id: 'https://example.org/s/order',
        properties: { k: { $ref: 'https://example.org/s/order#/$defs/k' } },
        $defs: { k: kind },
      }),
      '/$defs/k/enum',
    ],
    [
      'the address of a part',
      (kind) => ({
        $schema: newer,
        $id: 'https://example.org/s/order',
        properties: { k: { $ref: 'kind' } },
        $defs: { k: { $id: '/s/kind', ...kind } },
      }),
      '/$defs/k/enum',
    ],
    [
      'a pointer inside of a part with an address',
      (kind) => ({
        $schema: newer,
        $id: 'https://example.org/s/order',
        properties: { k: { $ref: 'item' } },
        $defs: { k: {}, item: { $id: 'item', properties: { k: { $ref: '#/$defs/k' } }, $defs: { k: kind } } },
      }),
      '/$defs/item/$defs/k/enum',
    ],
    [
      'a dynamic anchor',
      (kind) => ({
        $schema: newer,
        properties: { k: { $dynamicRef: '#kind' } },
        $defs: { k: { $dynamicAnchor: 'kind', ...kind } },
      }),
      '/$defs/k/enum',
    ],
    [
      'a dynamic anchor that the document itself has, too',
      (kind) => ({
        $schema: newer,
        $id: 'https://example.org/s/order',
        properties: { k: { $ref: 'list' } },
        $defs: {
          own: { $dynamicAnchor: 'item', ...kind },
          list: {
            $id: 'list',
            type: 'array',
            items: { $dynamicRef: '#item' },
            $defs: { any: { $dynamicAnchor: 'item' } },
          },
        },
      }),
      '/$defs/own/enum',
    ],
  ])('%s', (_, make, place) => {
    const version = make({})['$schema'] === draft ? 'draft-07' : '2020-12';
    expect(narrower(make, version)).toEqual({ told: [expect.stringContaining(place)], gaps: [] });
    expect(answers(make({ enum: ['a'] }), make({ enum: ['a'] }), version)).toEqual({ told: [], gaps: [] });
  });

  it('a reference that was a pointer and is an anchor is no change', () => {
    const k = { $anchor: 'kind', enum: ['a'] };
    const one = { $schema: newer, properties: { k: { $ref: '#/$defs/k' } }, $defs: { k } };
    expect(answers(one, { ...one, properties: { k: { $ref: '#kind' } } })).toEqual({ told: [], gaps: [] });
  });

  it('is a gap where it leads nowhere, or to one place or another', () => {
    const lost = { $schema: newer, properties: { k: { $ref: '#lost' } } };
    expect(answers({ $schema: newer }, lost).gaps).toEqual(['reference-dangling']);
    const list = (name: string): Json => ({
      $id: name,
      items: { $dynamicRef: '#item' },
      $defs: { any: { $dynamicAnchor: 'item' } },
    });
    const two = {
      $schema: newer,
      properties: { k: { $ref: 'one' } },
      $defs: { one: list('one'), two: list('two') },
    };
    expect(answers({ $schema: newer }, two).gaps).toEqual(['unsupported-format']);
  });
});
