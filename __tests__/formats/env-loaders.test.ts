import { parse } from 'dotenv';
import { parseEnv } from 'node:util';
import { loadEnv, readEnvText } from '../../src/formats/dotenv/loaders.ts';
import type { EnvLoader } from '../../src/formats/dotenv/loaders.ts';
import { endless } from '../support/endless.ts';

type Values = Readonly<Record<string, string | null>> | 'refused';

function load(text: string, loader: EnvLoader): Values {
  const values = loadEnv(text, loader);
  return values ? Object.fromEntries(values) : 'refused';
}

/** What each loader makes of the same lines; a missing one agrees with the `dotenv` package. */
const table: readonly (readonly [string, Values, Partial<Record<EnvLoader, Values>>])[] = [
  ['K=v\n', { K: 'v' }, {}],
  ['K=\nL=w\n', { K: '', L: 'w' }, {}],
  ['K=a\nK=b\n', { K: 'b' }, {}],
  ['K=a=b\n', { K: 'a=b' }, {}],
  ['# c\n\nK=v\n', { K: 'v' }, {}],
  ['K=v\r\nL=w\r\n', { K: 'v', L: 'w' }, {}],
  [
    'K=pa#ss\n',
    { K: 'pa' },
    { 'python-dotenv': { K: 'pa#ss' }, compose: { K: 'pa#ss' }, docker: { K: 'pa#ss' } },
  ],
  ['K=pass #c\n', { K: 'pass' }, { docker: { K: 'pass #c' } }],
  ['K= #c\n', { K: '' }, { compose: { K: '#c' }, docker: { K: ' #c' } }],
  ['K="v"\n', { K: 'v' }, { docker: { K: '"v"' } }],
  ['K="a#b" # c\n', { K: 'a#b' }, { docker: { K: '"a#b" # c' } }],
  [
    'K="${NOPE:-d}"\n',
    { K: '${NOPE:-d}' },
    { 'python-dotenv': { K: 'd' }, compose: { K: 'd' }, docker: { K: '"${NOPE:-d}"' } },
  ],
  ["K='${NOPE}'\n", { K: '${NOPE}' }, { 'python-dotenv': { K: '' }, docker: { K: "'${NOPE}'" } }],
  ['L=1\nK=$L\n', { L: '1', K: '$L' }, { compose: { L: '1', K: '1' } }],
  [
    'L=1\nK=${L}x\n',
    { L: '1', K: '${L}x' },
    { 'python-dotenv': { L: '1', K: '1x' }, compose: { L: '1', K: '1x' } },
  ],
  ['K=$$L\n', { K: '$$L' }, { compose: { K: '$L' } }],
  ['K=${L:?e}\n', { K: '${L:?e}' }, { compose: 'refused' }],
  [
    'K: v\nL=1\n',
    { K: 'v', L: '1' },
    { node: { 'K: v\nL': '1' }, 'python-dotenv': { L: '1' }, docker: 'refused' },
  ],
  ['K=`x`\n', { K: 'x' }, { 'python-dotenv': { K: '`x`' }, compose: { K: '`x`' }, docker: { K: '`x`' } }],
  ['K="a\nL=1\n', { K: '"a', L: '1' }, { 'python-dotenv': { L: '1' }, compose: 'refused' }],
  ['K\nL=1\n', { L: '1' }, { node: { 'K\nL': '1' }, 'python-dotenv': { K: null, L: '1' }, compose: { K: null, L: '1' }, docker: { K: null, L: '1' } }], // prettier-ignore
  ['export K=v\n', { K: 'v' }, { docker: 'refused' }],
  ['K = v\n', { K: 'v' }, { docker: 'refused' }],
  ['K="a\nb"\n', { K: 'a\nb' }, { docker: { K: '"a', 'b"': null } }],
  ["K='a\\nb'\n", { K: 'a\\nb' }, { docker: { K: "'a\\nb'" } }],
  ['K="a\\nb"\n', { K: 'a\nb' }, { docker: { K: '"a\\nb"' } }],
  [
    'K="a\\tb"\n',
    { K: 'a\\tb' },
    { 'python-dotenv': { K: 'a\tb' }, compose: { K: 'a\tb' }, docker: { K: '"a\\tb"' } },
  ],
  ['K="a\\"b"\n', { K: 'a\\"b' }, { node: { K: 'a\\' }, 'python-dotenv': { K: 'a"b' }, compose: { K: 'a"b' }, docker: { K: '"a\\"b"' } }], // prettier-ignore
  ['K="a" b\n', { K: '"a" b' }, { node: { K: 'a' }, 'python-dotenv': {}, compose: { K: 'a', b: null }, docker: { K: '"a" b' } }], // prettier-ignore
  [
    'no assignment\nK=v\n',
    { K: 'v' },
    { node: { 'no assignment\nK': 'v' }, compose: 'refused', docker: 'refused' },
  ],
];

const loaders: readonly EnvLoader[] = ['dotenv', 'node', 'python-dotenv', 'compose', 'docker'];
const rows = table.flatMap(([text, usual, other]) =>
  loaders.map((loader) => [loader, text, other[loader] ?? usual] as const),
);

describe('loadEnv', () => {
  test.each(rows)('%s: %p', (loader, text, expected) => {
    expect(load(text, loader)).toEqual(expected);
  });

  test.each(table.map(([text]) => text))('the dotenv package agrees on %p', (text) => {
    expect(load(text, 'dotenv')).toEqual(parse(text));
  });

  test.each(table.map(([text]) => text))('this Node agrees on %p', (text) => {
    expect(load(text, 'node')).toEqual({ ...parseEnv(text) });
  });

  test('the dotenv package agrees on files that nobody wrote', () => {
    const pieces = ['K=', 'L="', "M='", 'N=`', 'a', ' ', '#', '"', "'", '`', '\n', '\n', '\\"', '\\n', '${K}', 'export ', '\r\n', 'O: ']; // prettier-ignore
    let seed = 20;
    const next = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
    for (let round = 0; round < 2000; round += 1) {
      const text = `A=1\n${Array.from({ length: 3 + next(9) }, () => pieces[next(pieces.length)]).join('')}\nZ=1\n`;
      expect({ text, values: load(text, 'dotenv') }).toEqual({ text, values: parse(text) });
    }
  });

  test('knows where an assignment stands', () => {
    const text = '# c\nexport K="a\nb"\nL=1\n';
    const { assignments } = readEnvText(text, 'dotenv');
    expect(assignments.map(({ name, start, end }) => [name, text.slice(start, end)])).toEqual([
      ['K', 'export K="a\nb"'],
      ['L', 'L=1'],
    ]);
  });

  test.each(
    loaders.flatMap((loader) =>
      ['K="\\"', "K='\n", '"', 'K=`a\n', "'a\n", ' ', 'K=" \\" ', 'a', 'K=${', '#', 'K\n', '\r\n'].map(
        (piece) => [loader, piece] as const,
      ),
    ),
  )('%s takes linear time on many %p', (loader, piece) => {
    const start = performance.now();
    loadEnv(piece.repeat(50_000), loader);
    loadEnv(`K="${piece.repeat(50_000)}`, loader);
    expect(performance.now() - start).toBeLessThan(endless);
  });
});
