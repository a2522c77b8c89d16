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
