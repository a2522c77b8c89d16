import { entries, get, items, textOf, textsOf } from '../../src/formats/node.ts';
import { readToml } from '../../src/formats/toml.ts';

describe('TOML with lines', () => {
  test('puts tables, lists of tables, dotted keys and inline tables together', () => {
    const root = readToml(
      '\r\ntitle = "x"\r\n[env.staging.vars]\r\nA = 1_000\r\n[[services]]\r\nport = 8080\r\n[[services.checks]]\r\npath = "/up"\r\n[[services]]\r\nport = 0x10\r\n[env.staging]\r\na.b = { c = [1, "two"] }\r\n',
    );
    expect(textOf(get(root, 'title'))).toBe('x');
    expect(get(root, 'env', 'staging', 'vars', 'A')).toEqual({ kind: 'scalar', line: 4, value: 1000, text: '1000' });
    expect(items(get(root, 'services')).map((item) => [item.line, textOf(get(item, 'port'))])).toEqual([[5, '8080'], [9, '0x10']]);
    expect(items(get(items(get(root, 'services'))[0], 'checks')).map((check) => textOf(get(check, 'path')))).toEqual(['/up']);
    expect(textsOf(get(root, 'env', 'staging', 'a', 'b', 'c'))).toEqual([{ text: '1', line: 12 }, { text: 'two', line: 12 }]);
    expect([...entries(get(root, 'env', 'staging'))].map(({ key, line }) => [key, line])).toEqual([['vars', 3], ['a', 12]]);
  }); // prettier-ignore

  test.each([
    ['truncated', 'a = [1,\n', 'unparsable'],
    ['a key twice', 'a = 1\na = 2\n', 'unparsable'],
    ['NUL', 'a = "\0"\n', 'unparsable'],
    ['merge conflict', '<<<<<<< a\na = 1\n=======\na = 2\n>>>>>>> b\n', 'merge-conflict'],
    ['lists in lists', `a = ${'['.repeat(50_000)}`, 'unparsable'],
    ['tables in tables', `a = ${'{b='.repeat(50_000)}`, 'unparsable'],
  ])('%s is a gap without any value', (_, text, reason) => {
    expect(() => readToml(text)).toThrow(expect.objectContaining({ reason }));
  });
});
