import { remoteImportsOf } from '../../src/formats/javascript/remote-imports.ts';
import { endless } from '../support/endless.ts';

/** Packages as `line name@version host`. */
function read(text: string): readonly string[] {
  return remoteImportsOf(text).map(
    ({ line, name, version, source }) => `${line} ${name}@${version} ${source.host ?? '-'}`,
  );
}

describe('imports by scheme or address', () => {
  test.each([
    ['import { say } from "npm:say@1.6.0";', ['1 say@1.6.0 -']],
    ["import x from 'npm:@acme/say@1.6.0-rc.1/lib/x.js'", ['1 @acme/say@1.6.0-rc.1 -']],
    ['\nexport * from "jsr:@acme/cases@1.0.0/mod";', ['2 jsr:@acme/cases@1.0.0 -']],
    ['import "jsr:/@acme/cases@1.0.0";', ['1 jsr:@acme/cases@1.0.0 -']],
    ['import a from "https://cdn.example.org/left@1.2.3/left.js";', ['1 left@1.2.3 cdn.example.org']],
    ['import a from "https://land.example.org/x/left@v4.69.0/mod.ts";', ['1 left@4.69.0 land.example.org']],
    ['import a from "https://cdn.example.org/@acme/left@1.2.3?dts";', ['1 @acme/left@1.2.3 cdn.example.org']],
    [
      'const a = await import(\n  "https://cdn.example.org/left@1.2.3/left.js"\n);',
      ['2 left@1.2.3 cdn.example.org'],
    ],
  ])('reads %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each([
    'import a from "npm:left";',
    'import a from "npm:left@1";',
    'import a from "npm:left@^1.2.3";',
    'import a from "left";',
    'const url = "https://cdn.example.org/left@1.2.3/left.js";',
    'const text = "npm:left@1.2.3";',
    'import a from "https://user@example.org/left/1.2.3";',
    '',
  ])('leaves %j alone', (text) => {
    expect(read(text)).toEqual([]);
  });

  test.each([`"https://${'a'.repeat(200_000)}`, '"https://a/'.repeat(20_000), `"npm:${'@'.repeat(200_000)}`])(
    'ends on hostile text',
    (text) => {
      expect(read(text)).toEqual([]);
    },
    endless,
  );
});
