import { Unreadable } from '../../src/formats/format.ts';
import { goVendor } from '../../src/formats/go-vendor/format.ts';
import { readGoVendor } from '../../src/formats/go-vendor/read.ts';

/** Packages as `line name@version direct`. */
function read(text: string): readonly string[] {
  return readGoVendor({ path: 'vendor/modules.txt', text }).facts.flatMap((fact) =>
    fact.kind === 'package' ? `${fact.line} ${fact.name}@${fact.version} ${fact.direct}` : [],
  );
}

describe('go-vendor', () => {
  test.each([
    ['vendor/modules.txt', true],
    ['services/api/vendor/modules.txt', true],
    ['modules.txt', false],
  ])('%s is one: %s', (path, expected) => {
    expect(goVendor.matches(path)).toBe(expected);
  });

  test.each([
    [
      '# example.org/left v1.2.0\n## explicit; go 1.21\nexample.org/left\n',
      ['1 example.org/left@v1.2.0 true'],
    ],
    [
      '# example.org/left v1.2.0 => ./left\n## explicit\n# example.org/right => ./right\n',
      ['1 example.org/left@v1.2.0 true'],
    ],
    [
      '# example.org/along v0.2.0-0.20240102030405-0123456789ab\nexample.org/along\r\n',
      ['1 example.org/along@v0.2.0-0.20240102030405-0123456789ab false'],
    ],
    [
      '# example.org/left v1.2.0 => example.org/fork v1.4.0\n## explicit\nexample.org/left\n',
      ['1 example.org/fork@v1.4.0 true'],
    ],
    [
      '# example.org/left => example.org/fork v1.4.0\n## explicit\nexample.org/left\n# example.org/right => example.org/fork v1.4.0\n',
      ['1 example.org/fork@v1.4.0 true'],
    ],
    ['# malformed\n# \n#\n', []],
    [`# ${'a'.repeat(5000)} v1.0.0\n`, []],
    ['', []],
  ])('reads %j', (text, facts) => {
    expect(read(text)).toEqual(facts);
  });

  test('is no decision about versions: those are of go.mod', () => {
    const [first] = readGoVendor({ path: 'vendor/modules.txt', text: '# example.org/left v1.2.0\n' }).facts;
    expect(first).toMatchObject({ kind: 'lockfile', holds: 'checksums' });
  });

  test.each(['<<<<<<< a\n# example.org/left v1.2.0\n=======\n>>>>>>> b\n', '\0\0'])('refuses %j', (text) => {
    expect(() => read(text)).toThrow(Unreadable);
  });
});
