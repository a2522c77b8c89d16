import { schemaOf } from '../../src/contracts/graphql/compare-graphql.ts';
import { documentsIn } from '../../src/contracts/graphql/documents-in.ts';
import { usesIn } from '../../src/contracts/graphql/uses-in.ts';
import type { Schema } from '../../src/contracts/graphql/schema.ts';
import { graphql } from '../../src/formats/graphql/format.ts';

async function schema(text: string): Promise<Schema> {
  return schemaOf((await graphql.read({ path: 'a.graphql', text })).contract?.document);
}

const old = `
type Query { me(as: Role, filter: Filter): User, team: Team }
type User { email: String, friends: [User!]! }
type Team { email: String }
enum Role { OWNER GUEST }
input Filter { text: String }
`;

describe('documents in files', () => {
  it('are whole files, and literals of code', () => {
    const code =
      'const a = `x`;\nconst B = gql`\n  query {\n    me { ...${F} }\n  }\n  ${F}\n`;\nconst c = `select`;';
    const found = documentsIn('a.ts', code);
    expect(found.map(({ line }) => line)).toEqual([2]);
    expect(found[0]?.text.split('\n')[5]?.trim()).toBe('');
    expect(documentsIn('a.py', 'Q = gql("""\nquery { me }\n""")')).toEqual([
      { line: 1, text: '\nquery { me }\n' },
    ]);
    expect(documentsIn('a.graphql', '{ me }')).toEqual([{ line: 1, text: '{ me }' }]);
    expect(documentsIn('a.ts', 'const a = `query { never closed')).toEqual([]);
    expect(documentsIn('a.ts', '`'.repeat(200_001))).toEqual([]);
  });
});

describe('uses of what a schema no longer has', () => {
  it.each<[string, string, readonly string[]]>([
    ['a field by its type', '{\n  me {\n    friends { email }\n  }\n  team { email }\n}', ['User.email 3']],
    ['a field in a fragment', 'fragment F on User {\n  email\n}', ['User.email 2']],
    [
      'a value and an input',
      '{ me(as: GUEST, filter: { text: "x" }) { friends { __typename } } }',
      ['Role.GUEST 1', 'Filter.text 1'],
    ],
    [
      'the type of a variable',
      'query A($f: Filter!) { me(filter: $f) { friends { __typename } } }',
      ['Filter 1'],
    ],
    ['another schema', '{ me { email elsewhere } }', []],
    ['no GraphQL', 'query of {', []],
  ])('%s', async (_, text, expected) => {
    const coordinates = new Set(['User.email', 'Role.GUEST', 'Filter.text', 'Filter']);
    const uses = usesIn(text, {
      before: await schema(old),
      after: await schema('type Query { team: Team }'),
      coordinates,
    });
    expect(uses.map(({ coordinate, line }) => `${coordinate} ${line}`)).toEqual(expected);
  });
});
