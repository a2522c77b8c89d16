import { offersOtherwise } from '../../src/system/payloads/offers-otherwise.ts';

const schema = `import { z } from 'zod';
const most = 10;
export const Order = z.object({
  id: z.string().max(most),
});
`;
const plain = `import { db } from './db';
export function list() {
  return db.all();
}
export const size = 1;
export { one, two as three } from './numbers';
`;
const router = `export const users = router({
  list: procedure.query(() => all()),
});
`;

describe('a cheap look whether a file offers something else', () => {
  test.each<readonly [string, string, string, boolean]>([
    ['a body', plain, plain.replace('db.all()', 'db.some()'), false],
    ['an import', plain, plain.replace('./db', './database'), false],
    ['a name more', plain, `${plain}export const more = 2;\n`, false],
    [
      'order',
      plain,
      plain
        .split('\n')
        .toReversed()
        .join('\n')
        .replace(/^[^e].*\n/gm, ''),
      true,
    ],
    ['a value', plain, plain.replace('size = 1', 'size = 2'), false],
    ['a name gone', plain, plain.replace('size', 'length'), true],
    ['a name no longer passed on', plain, plain.replace('two as three', 'two'), true],
    ['a statement no longer exported', plain, plain.replace('export function', 'function'), true],
    ['two constants in one statement', 'export const a = 1, b = 2;\n', 'export const a = 1;\n', true],
    ['a pattern', 'export const { a, b } = all;\n', 'export const { a } = all;\n', true],
    ['everything of a file', "export * from './a';\n", "export * from './b';\n", true],
    ['a schema', schema, schema.replace('z.string()', 'z.uuid()'), true],
    ['a constant beside a schema', schema, schema.replace('most = 10', 'most = 5'), true],
    [
      'a function beside a schema',
      `${schema}function a() {}\n`,
      `${schema}function a() { return 1; }\n`,
      false,
    ],
    ['a router', router, router.replace('list', 'all'), true],
    ['an enum', 'export enum A {\n  B = 1,\n}\n', 'export enum A {\n  B = 2,\n}\n', true],
    [
      'values as const',
      "export const A = {\n  B: 'b',\n} as const;\n",
      "export const A = {\n  B: 'c',\n} as const;\n",
      true,
    ],
    [
      'a type of queued data',
      'export type MailJobData = {\n  a?: 1;\n};\n',
      'export type MailJobData = {\n  a: 1;\n};\n',
      true,
    ],
    ['another type', 'export type Props = {\n  a?: 1;\n};\n', 'export type Props = {\n  a: 1;\n};\n', false],
    ['exports of CommonJS', 'exports.a = 1;\n', 'exports.b = 1;\n', true],
    ['nothing', '', '', false],
  ])('%s', (_name, before, after, expected) => {
    expect(offersOtherwise(before, after)).toBe(expected);
  });

  test('hostile text ends', () => {
    const long = `export const a ${'x'.repeat(200_000)}`;
    expect(offersOtherwise(long, `export {${'a '.repeat(100_000)}`)).toBe(true);
  });
});
