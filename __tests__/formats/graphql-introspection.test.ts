import { buildSchema, introspectionFromSchema } from 'graphql';
import { compareGraphql } from '../../src/contracts/graphql/compare-graphql.ts';
import { Unreadable } from '../../src/formats/format.ts';
import type { ContractDocument } from '../../src/formats/format.ts';
import { graphqlIntrospection } from '../../src/formats/graphql-introspection/format.ts';
import { graphql } from '../../src/formats/graphql/format.ts';
import { plain } from '../../src/report/text.ts';

const schema = `
directive @live(every: Int = 5) on QUERY | FIELD
interface Node { id: ID! }
type User implements Node { id: ID!, email: String @deprecated(reason: "x"), posts(first: Int = 10, in: Filter): [Post!]! }
type Post implements Node { id: ID!, by: User }
union Thing = User | Post
enum Role { ADMIN GUEST }
input Filter { role: Role = GUEST, tags: [String!] }
scalar Date
schema { query: Root }
type Root { me: User, things(since: Date): [Thing] }
`;

function answer(sdl: string, wrap = true): string {
  const data = introspectionFromSchema(buildSchema(sdl));
  return JSON.stringify(wrap ? { data } : data, null, 2);
}

async function contractOf(text: string): Promise<ContractDocument> {
  const { contract } = await graphqlIntrospection.read({ path: 'schema.json', text });
  if (!contract) throw new Error('not read');
  return contract;
}

async function said(old: ContractDocument, next: ContractDocument): Promise<readonly string[]> {
  const { changes } = compareGraphql({ path: 'a', contract: old }, { path: 'b', contract: next });
  return Promise.resolve(
    changes
      .filter(({ level }) => level !== 'compatible')
      .map(({ level, title }) => `${level}: ${plain(title)}`),
  );
}

describe('GraphQL introspection results', () => {
  it.each([[true], [false]])('say the same as the schema written out (in `data`: %s)', async (wrap) => {
    const text = answer(schema, wrap);
    expect(graphqlIntrospection.recognises?.(text)).toBe(true);
    const { contract } = await graphql.read({ path: 'schema.graphql', text: schema });
    if (!contract) throw new Error('not read');
    const found = await contractOf(text);
    const { changes } = compareGraphql({ path: 'a', contract }, { path: 'b', contract: found });
    expect(changes.map(({ title }) => plain(title))).toEqual([]);
    const back = compareGraphql({ path: 'a', contract: found }, { path: 'b', contract });
    expect(back.changes.map(({ title }) => plain(title))).toEqual([]);
  });

  it('change as schemas do, with the line of the name', async () => {
    const old = await contractOf(answer(schema));
    const text = answer(
      schema
        .replace('by: User', 'by: User, at: Date')
        .replace(' email: String @deprecated(reason: "x"),', ''),
    );
    expect(await said(old, await contractOf(text))).toEqual([expect.stringContaining('User.email')]);
    const lines = answer(schema).split('\n');
    expect(lines[old.lineOf('/User/posts/first') - 1]).toContain('"name": "first"');
    expect(lines[old.lineOf('/Role/GUEST') - 1]).toContain('"name": "GUEST"');
    expect(lines[old.lineOf('/@live') - 1]).toContain('"name": "live"');
  });

  it.each<[string, string, string]>([
    ['cut off', answer(schema).slice(0, 900), 'unparsable'],
    ['without types', '{"__schema": {}}', 'unparsable'],
    ['NUL bytes', answer(schema).replace('User', 'Us\0er'), 'encoding'],
    ['merge conflict', `{"__schema":\n<<<<<<< a\n{}\n=======\n{}\n>>>>>>> b\n}`, 'merge-conflict'],
    [
      'nested too deeply',
      `{"__schema":{"types":[{"kind":"OBJECT","name":"A","fields":[{"name":"a","type":${'{"kind":"LIST","ofType":'.repeat(50)}null${'}'.repeat(50)}}]}]}}`,
      'too-deep',
    ],
  ])('a gap: %s', (_, text, reason) => {
    expect(graphqlIntrospection.recognises?.(text)).toBe(true);
    return expect(
      graphqlIntrospection.read({ path: 'schema.json', text }) as Promise<unknown>,
    ).rejects.toMatchObject({
      reason,
      constructor: Unreadable,
    });
  });

  it('reads CRLF, and leaves other files and huge lines alone', async () => {
    const { document } = await contractOf(answer(schema).replaceAll('\n', '\r\n'));
    expect(document).toEqual((await contractOf(answer(schema))).document);
    expect(graphqlIntrospection.recognises?.(`{"data": {"x": "${' '.repeat(1 << 20)}__schema"}}`)).toBe(
      false,
    );
  });
});
