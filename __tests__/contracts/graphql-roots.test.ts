import { compareGraphql } from '../../src/contracts/graphql/compare-graphql.ts';
import { graphql } from '../../src/formats/graphql/format.ts';

async function said(old: string, next: string, isExcerpt = false): Promise<readonly string[]> {
  const side = async (text: string) => {
    const { contract } = await graphql.read({ path: 'schema.graphql', text });
    if (!contract) throw new Error('not read');
    return { path: 'schema.graphql', contract };
  };
  const { changes } = compareGraphql(await side(old), await side(next), { isExcerpt });
  return changes.map(({ level, kind, subject }) => `${level} ${kind} ${subject}`).sort();
}

const query = 'type Query { a: String }\n';

test.each<[string, string, string, readonly string[]]>([
  [
    'a root that is none any more, its type stays',
    `schema { query: Query mutation: Change }\n${query}type Change { pay: Int }`,
    `schema { query: Query }\n${query}type Change { pay: Int }`,
    ['breaking root-removed Change'],
  ],
  [
    'a root that is gone with its type',
    `${query}type Mutation { pay: Int }`,
    query,
    ['breaking type-removed Mutation'],
  ],
  [
    'another type with the same fields',
    `schema { query: Query }\n${query}`,
    'schema { query: RootQuery }\ntype RootQuery { a: String }',
    ['compatible type-added RootQuery', 'warn root-type-replaced Query'],
  ],
  [
    'another type that lacks a field',
    'schema { query: Query }\ntype Query { a: String b: Int }',
    'schema { query: RootQuery }\ntype RootQuery { a: String }',
    ['breaking field-removed Query.b', 'compatible type-added RootQuery', 'warn root-type-replaced Query'],
  ],
  [
    'a type of the usual name is no root where the schema names its roots',
    `schema { query: Query }\n${query}type Mutation { pay: Int }`,
    `schema { query: Query }\n${query}`,
    [],
  ],
  [
    'an input of which one field must be given',
    'type Query { a(by: By): String }\ninput By { id: ID name: String }',
    'type Query { a(by: By): String }\ninput By @oneOf { id: ID name: String }',
    ['breaking input-became-one-of By'],
  ],
  [
    'what nobody has to know of',
    'type Query { a: [String] b(x: Int!): E }\nenum E { A }\ninput I { x: Int }',
    'type Query { a: [String!] b(x: Int, y: Int): E c: Int @deprecated }\nenum E { A @deprecated }\ninput I { x: Int y: Int! = 1 }\nscalar D',
    [
      'compatible enum-value-deprecation-changed E.A',
      'compatible field-added Query.c',
      'compatible optional-argument-added Query.b(y:)',
      'compatible optional-input-field-added I.y',
      'compatible type-added D',
      'compatible type-widened Query.a',
      'compatible type-widened Query.b(x:)',
    ],
  ],
  [
    'another order, comments and descriptions',
    'type Query { a: String b: Int }\ntype B { x: Int y: Int }',
    '# c\n"""B"""\ntype B { y: Int x: Int }\nextend type Query { b: Int }\ntype Query { a: String }',
    [],
  ],
])('%s', async (_, old, next, expected) => {
  expect(await said(old, next)).toEqual(expected);
});

test('what nothing leads to counts where the files may be a part', async () => {
  const [old, next] = [`${query}type Lost { x: Int }\nenum E { A }`, `${query}enum E { A B }`];
  expect(await said(old, next)).toEqual(['compatible enum-value-added E.B']);
  expect(await said(old, next, true)).toEqual(['breaking type-removed Lost', 'warn enum-value-added E.B']);
});
