import { namedImportsOf } from '../../../src/formats/payloads/named-imports.ts';
import { readPayloads } from '../../../src/formats/payloads/read-payloads.ts';

async function exportsOf(text: string) {
  const module = await readPayloads('src/a.ts', text);
  return module && { ...module.exports, names: [...module.exports.names.keys()] };
}

describe('what a file offers', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'declarations',
      'export const a = 1, b = 2;\nexport function f() {}\nexport class K {}',
      ['a', 'b', 'f', 'K'],
    ],
    [
      'types',
      'export interface I {}\nexport type T = 1;\nexport enum E { A }\nexport declare const d: 1;',
      ['I', 'T', 'E', 'd'],
    ],
    [
      'patterns',
      'export const { a, b: c, ...rest } = make();\nexport const [d] = x;',
      ['a', 'c', 'rest', 'd'],
    ],
    ['clauses', "const a = 1;\nexport { a as b, type T } from './x';\nexport { a };", ['b', 'T', 'a']],
    ['a namespace', "export * as all from './x';", ['all']],
    ['a default has no name of its own', 'export default function named() {}', []],
    ['words in comments and texts', "// export const a = 1;\nconst t = 'export const b = 1';", []],
    ['nothing', '', []],
  ])('%s', async (_, text, names) => {
    expect((await exportsOf(text))?.names).toEqual(names);
  });

  test.each([
    ['CommonJS', 'module.exports = { a };'],
    ['an assignment', 'export = a;'],
    ['a broken export', 'export const a = ;;;{\nexport { b'],
  ])('what lists no names is open: %s', async (_, text) => {
    const found = await exportsOf(`const filler = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];\n${text}`);
    expect(found === null || found.isOpen).toBe(true);
  });

  test('what cannot be parsed is no module', async () => {
    expect(
      await readPayloads('a.ts', '<<<<<<< ours\nexport const a = 1;\n=======\n>>>>>>> theirs\n'),
    ).toBeNull();
    expect(await readPayloads('a.ts', '%%% ??? ((( '.repeat(40))).toBeNull();
  });

  test('schemas that hold themselves, nest without end or are called as objects are do no harm', async () => {
    const text = [
      "import { z } from 'zod';",
      'export const Self = z.object({ inner: z.lazy(() => Self).optional(), again: Self });',
      'export const A = B.extend({ a: z.string() }); export const B = A.partial();',
      'export const __proto__ = z.object({ constructor: z.string(), __proto__: z.number() });',
      `export const Deep = ${'z.array('.repeat(200)}z.string()${')'.repeat(200)};`,
      `export const Long = z.string()${'.min(1)'.repeat(500)};`,
    ].join('\n');
    const module = await readPayloads('a.ts', text);
    expect(module?.schemas?.names).toContain('Self');
    expect(JSON.stringify(module?.schemas?.most)).toContain('#/$defs/Self');
    expect(({} as Record<string, unknown>)['properties']).toBeUndefined();
  });

  test('enums count on, and know no value behind what is computed', async () => {
    const text =
      "export enum E { A, B = 5, C, D = 'd', F = x(), G }\nexport const O = { A: 'a', B: b } as const;\nexport type O = (typeof O)[keyof typeof O];";
    const module = await readPayloads('a.ts', text);
    const values = (name: string) =>
      [...(module?.enums.get(name) ?? [])].map(([key, { value }]) => [key, value]);
    expect(values('E')).toEqual([
      ['A', 0],
      ['B', 5],
      ['C', 6],
      ['D', 'd'],
      ['F', undefined],
      ['G', undefined],
    ]);
    expect(values('O')).toEqual([
      ['A', 'a'],
      ['B', undefined],
    ]);
  });

  test('routers, in place and by name', async () => {
    const text =
      "export const a = t.router({ one: p.query(f), two: b, three: router({ four: p.input(z.object({})).mutation(f) }), ...more });\nexport const app = createBrowserRouter([{ path: '/' }]);";
    const module = await readPayloads('a.ts', text);
    const [router] = module?.routers ?? [];
    expect(module?.routers).toHaveLength(1);
    expect([router?.name, router?.isOpen, [...(router?.entries.keys() ?? [])]]).toEqual([
      'a',
      true,
      ['one', 'two', 'three'],
    ]);
    expect(module?.inputs.map(({ holder, keys }) => [holder, ...keys])).toEqual([['a', 'three', 'four']]);
  });
});

test('names that a file imports, as the module exports them', () => {
  const text = `import Whole, { A, type B as C } from 'm';
import type {
  D, // a comment
  E,
} from "n/sub";
  export { F as G } from './own';
import * as all from 'o';
import H from 'p';
// import { I } from 'q';
/* import { J } from 'r';
import { K } from 's'; */
const text = "import { L } from 't'";
`;
  expect(
    namedImportsOf(text).map(({ module, name, local, line, isType }) => [module, name, local, line, isType]),
  ).toEqual([
    ['m', 'A', 'A', 1, false],
    ['m', 'B', 'C', 1, true],
    ['n/sub', 'D', 'D', 3, true],
    ['n/sub', 'E', 'E', 4, true],
    ['./own', 'F', 'G', 6, false],
  ]);
  expect(namedImportsOf('import {'.repeat(5000))).toEqual([]);
});
