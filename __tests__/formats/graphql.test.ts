import { isSchemaDocument } from '../../src/contracts/graphql/model.ts';
import type { SchemaPart } from '../../src/contracts/graphql/model.ts';
import { Unreadable } from '../../src/formats/format.ts';
import type { GapReason } from '../../src/formats/format.ts';
import { graphql } from '../../src/formats/graphql/format.ts';

async function partOf(
  text: string,
): Promise<{ part: SchemaPart | undefined; lineOf: (p: string) => number }> {
  const { contract } = await graphql.read({ path: 'schema.graphql', text });
  const document = contract?.document;
  return {
    part: isSchemaDocument(document) ? document.parts[0] : undefined,
    lineOf: contract?.lineOf ?? (() => 0),
  };
}

const schema = `"""
Somebody. In a description
type Nobody {
}
stands nothing
"""
type User implements Node, Entity @key(fields: "id") {
  id: ID!
  posts(
    first: Int = 10
  ): [Post!]! @deprecated(reason: "x")
}

extend schema @link(url: "https://example.org")
union Thing = User | Post
`;

describe('GraphQL files', () => {
  it.each([
    ['as written', schema],
    ['with CRLF', schema.replaceAll('\n', '\r\n')],
  ])('are read with lines, %s', async (_, text) => {
    const { part, lineOf } = await partOf(text);
    const types = part?.blocks.flatMap(({ block }) => block.types) ?? [];
    expect(types.map(({ name }) => name)).toEqual(['User', 'Thing']);
    expect(types[0]).toMatchObject({ interfaces: ['Node', 'Entity'], isEntity: true });
    expect(types[0]?.fields[1]).toMatchObject({ type: '[Post!]!', deprecated: true });
    expect(types[0]?.fields[1]?.args).toMatchObject([{ name: 'first', type: 'Int', default: '10' }]);
    expect(['/User', '/User/id', '/User/posts/first', '/Thing'].map(lineOf)).toEqual([7, 8, 10, 15]);
  });

  it('of operations alone say nothing', async () => {
    const query = 'query A {\n  thing {\n    type name\n  }\n}\n';
    expect(await graphql.read({ path: 'a.graphql', text: query })).toEqual({ facts: [] });
    expect(graphql.recognises?.('query A {\n  type\n}\n')).toBe(false);
  });

  it('makes one block of equal texts of both sides', async () => {
    const memory = new Map<string, unknown>();
    const read = async (text: string): Promise<SchemaPart | undefined> => {
      const { contract } = await graphql.read({ path: 'a.graphql', text }, memory);
      return isSchemaDocument(contract?.document) ? contract.document.parts[0] : undefined;
    };
    const one = await read('type A {\n  a: Int\n}\ntype B {\n  b: Int\n}\n');
    const other = await read('# first\ntype C {\n  c: Int\n}\ntype B {\n  b: Int\n}\n');
    expect(other?.blocks[1]?.block).toBe(one?.blocks[1]?.block);
    expect(other?.blocks[1]?.line).toBe(5);
  });

  it.each<[string, string, GapReason]>([
    ['malformed', 'type A {\n  a Int\n}\n', 'unparsable'],
    ['truncated', 'type A {\n  a: Int', 'unparsable'],
    ['in conflict', '<<<<<<< HEAD\ntype A\n=======\ntype B\n>>>>>>> x\n', 'merge-conflict'],
    ['binary', 'type A {\n a: Int\0\n}\n', 'encoding'],
    ['nested for ever', `type A {\n a: ${'['.repeat(200_000)}Int\n}\n`, 'too-deep'],
    ['a huge broken line', `type A { ${'a: Int '.repeat(300_000)}`, 'unparsable'],
  ])('give a gap when they are %s', async (_, text, reason) => {
    const failure = await Promise.resolve()
      .then(() => graphql.read({ path: 'a.graphql', text }))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Unreadable);
    expect((failure as Unreadable).reason).toBe(reason);
  });
});
