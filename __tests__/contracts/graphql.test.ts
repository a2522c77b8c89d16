import { buildSchema, findBreakingChanges, findDangerousChanges } from 'graphql';
import { compareGraphql } from '../../src/contracts/graphql/compare-graphql.ts';
import { graphql } from '../../src/formats/graphql/format.ts';
import { plain } from '../../src/report/text.ts';
import { numbersFrom } from '../support/numbers-from.ts';

async function compare(old: string, next: string) {
  const [before, after] = await Promise.all(
    [old, next].map(async (text) => (await graphql.read({ path: 'a.graphql', text })).contract),
  );
  if (!before || !after) throw new Error('No schema');
  return compareGraphql({ path: 'a.graphql', contract: before }, { path: 'a.graphql', contract: after });
}

async function said(old: string, next: string): Promise<readonly string[]> {
  const { changes } = await compare(old, next);
  return changes
    .filter(({ level }) => level !== 'compatible')
    .map(({ level, title }) => `${level}: ${plain(title)}`);
}

const query = 'type Query {\n  a: A\n}\n';

describe('GraphQL schemas', () => {
  it.each<[string, string, string, readonly string[]]>([
    [
      'a deprecated field',
      'type A { x: Int, y: Int @deprecated }',
      'type A { x: Int }',
      ['warn: A.y is gone; it was deprecated'],
    ],
    ['a field that promises more', 'type A { x: Int }', 'type A { x: Int! }', []],
    [
      'an identifier for a text',
      'type A { x: ID }',
      'type A { x: String }',
      ['warn: A.x is now String instead of ID'],
    ],
    [
      'an interface and who implements it',
      'interface N { id: ID, x: Int }\ntype A implements N { id: ID, x: Int }',
      'interface N { id: ID }\ntype A implements N { id: ID }',
      ['breaking: N.x is gone'],
    ],
    [
      'an interface that is asked for and is now implemented',
      'interface N { id: ID }\ntype A { id: ID, n: N }',
      'interface N { id: ID }\ntype A implements N { id: ID, n: N }',
      ['warn: A now implements N, and clients may receive it there'],
    ],
    [
      'an interface that nobody asks for',
      'interface N { id: ID }\ntype A { id: ID }',
      'interface N { id: ID }\ntype A implements N { id: ID }',
      [],
    ],
    [
      'a new interface',
      'type A { id: ID }',
      'interface N { id: ID }\ntype A implements N { id: ID, n: N }',
      [],
    ],
    [
      'a type under another name',
      'type A { b: B, c: [B!] }\ntype B { x: Int }',
      'type A { b: C, c: [C!] }\ntype C { x: Int, y: Int }',
      ['warn: B is now called C'],
    ],
    [
      'a type that went with its field',
      'type A { x: Int, b: B }\ntype B { y: Int }',
      'type A { x: Int }',
      ['breaking: A.b is gone'],
    ],
    ['an optional argument', 'type A { x: Int }', 'type A { x(y: Int): Int }', []],
    [
      'the fields of a default in another order',
      'type A { x(y: I = { a: 1, b: [{ a: 1, b: [] }] }): Int }\ninput I { a: Int, b: [I] }',
      'type A { x(y: I = { b: [{ b: [], a: 1 }], a: 1 }): Int }\ninput I { a: Int, b: [I] }',
      [],
    ],
    [
      'the default of a directive',
      'directive @first(n: Int = 10) on FIELD\ntype A { x: [Int] }',
      'directive @first(n: Int = 20) on FIELD\ntype A { x: [Int] }',
      ['warn: @first(n:) has another default'],
    ],
    [
      'a default of a directive that is new',
      'directive @first(n: Int) on FIELD\ntype A { x: [Int] }',
      'directive @first(n: Int = 20) on FIELD\ntype A { x: [Int] }',
      [],
    ],
    [
      'a value that is sent and received',
      'type A { x(y: E): E }\nenum E { P }',
      'type A { x(y: E): E }\nenum E { P Q }',
      ['warn: E.Q is new, and clients may receive it'],
    ],
    [
      'a value that is only sent',
      'type A { x(y: E): Int }\nenum E { P }',
      'type A { x(y: E): Int }\nenum E { P Q }',
      [],
    ],
    [
      'an enumeration of errors',
      'type A { x: FooError }\nenum FooError { P }',
      'type A { x: FooError }\nenum FooError { P Q }',
      [],
    ],
  ])('%s', async (_, old, next, expected) => {
    expect(await said(query + old, query + next)).toEqual(expected);
  });
});

/** A random schema of few names, so that two of them have much in common. */
function randomSchema(pick: (below: number) => number): string {
  const some = <T>(items: readonly T[]): readonly T[] => {
    const found = items.filter(() => pick(3) > 0);
    return found.length > 0 ? found : items.slice(0, 1);
  };
  const one = <T>(items: readonly T[]): T => items[pick(items.length)] as T;
  const wrap = (name: string): string => one([name, name, `${name}!`, `[${name}]`, `[${name}!]!`]);
  const inputs = ['Int', 'String', 'ID', 'E', 'In'];
  const outputs = ['Int', 'String', 'Date', 'E', 'A', 'B', 'I', 'U'];
  const value = (type: string): string => (/^Int!?$/.test(type) && pick(3) === 0 ? ` = ${pick(3)}` : '');
  const input = (name: string): string => {
    const type = wrap(one(inputs));
    // An input that demands itself is no input.
    const own = type.replace('In!', 'In').replace('In]!', 'In]');
    return `${name}: ${own}${value(own)}`;
  };
  const args = (): string => (pick(2) === 0 ? '' : `(${some(['p', 'q', 'r']).map(input).join(', ')})`);
  const fields = (names: readonly string[]): string =>
    some(names)
      .map((name) => `  ${name}${args()}: ${wrap(one(outputs))}\n`)
      .join('');
  return [
    `type Query {\n  a: A\n  b: B\n  i: I\n  u: U\n${fields(['f', 'g', 'h'])}}\n`,
    `type A implements I {\n  id: ID\n${fields(['f', 'g', 'h'])}}\n`,
    `type B${pick(2) === 0 ? ' implements I' : ''} {\n  id: ID\n${fields(['f', 'g'])}}\n`,
    `interface I {\n  id: ID\n}\n`,
    `union U = ${some(['A', 'B']).join(' | ')}\n`,
    `enum E { ${some(['P', 'Q', 'R']).join(' ')} }\n`,
    `input In {\n  ${some(['x', 'y', 'z']).map(input).join('\n  ')}\n}\n`,
    'scalar Date\n',
    pick(3) === 0
      ? ''
      : `directive @live(p: Int${pick(2) === 0 ? '!' : ''}) on FIELD${pick(2) === 0 ? ' | QUERY' : ''}\n`,
  ].join('');
}

/**
 * Where graphql-js is silent and this is not: a default of an input's field that is gone makes the field one that
 * must be given.
 */
const own = new Set(['input-field-became-required']);

describe('beside graphql-js', () => {
  it('reports what it calls breaking, and nothing where it is silent', async () => {
    const random = numbersFrom(20261124);
    const pick = (below: number): number => Math.floor(random() * below);
    let breaking = 0;
    for (let round = 0; round < 600; round += 1) {
      const old = randomSchema(pick);
      const next = round % 10 === 0 ? old : randomSchema(pick);
      const [before, after] = [buildSchema(old), buildSchema(next)];
      const { changes } = await compare(old, next);
      const ours = changes.filter(({ level }) => level !== 'compatible');
      // A built-in scalar that nothing names any more is still there.
      const theirs = findBreakingChanges(before, after).filter(
        ({ description }) => !description.startsWith('Standard scalar'),
      );
      breaking += theirs.length;
      const names = ours.map(({ title }) => plain(title)).join('\n');
      for (const { description } of theirs) {
        // `A.f`, or the type and the member where it says them apart; what many have in common is told at the type.
        const words = description.match(/\b[A-Z]\w*(?:\.\w+)?|\blive\b/g) ?? [];
        const known = words.some(
          (word) => names.includes(word) || names.includes(word.split('.')[0] ?? word),
        );
        expect({ known, description }).toEqual({ known: true, description });
      }
      const isSilent = theirs.length === 0 && findDangerousChanges(before, after).length === 0;
      const more = ours.filter(({ kind }) => isSilent && !own.has(kind));
      expect(more.map(({ title }) => plain(title))).toEqual([]);
    }
    expect(breaking).toBeGreaterThan(1000);
  });
});
