import { Unreadable } from '../../src/formats/format.ts';
import { justfile } from '../../src/formats/justfile/format.ts';
import { readJustfile } from '../../src/formats/justfile/read.ts';
import { endless } from '../support/endless.ts';

describe('justfile', () => {
  test.each([
    ['justfile', true],
    ['.justfile', true],
    ['tools/Justfile', true],
    ['ci.just', true],
    ['adjustfile', false],
  ])('%s', (path, expected) => {
    expect(justfile.matches(path)).toBe(expected);
  });

  test('reads recipes, aliases, imports, dependencies and calls', () => {
    const text = `set dotenv-load
version := "1:2"
export KEY := env("KEY")
import? 'ci.just'
alias b := build

# build it
@build target="a:b" *flags: clean (compile "x") && notify
    npm run build -- {{ target }}
    @cd web && npm test
    npm run lint
clean:
    ./clean.sh {{ justfile_directory() }} \\
      && make tidy

[no-cd]
fmt:
    make fmt

release:
    #!/usr/bin/env bash
    cd web
    npm run release

py:
    #!/usr/bin/env python3
    make = 1
`;
    const facts = readJustfile({ path: 'tools/justfile', text }).facts;
    expect(
      facts.map((fact) => {
        const { kind, line, ...rest } = fact;
        const name =
          'name' in rest ? rest.name : 'path' in rest ? rest.path : 'argv' in rest ? rest.argv.join(' ') : '';
        const directory = 'directory' in rest ? ` @${rest.directory}` : '';
        return `${line} ${kind} ${name}${directory}`;
      }),
    ).toEqual([
      '4 include ci.just',
      '5 script b',
      '8 script build',
      '8 invocation clean @tools',
      '8 invocation compile @tools',
      '8 invocation notify @tools',
      '9 invocation build @tools',
      '10 invocation test @tools/web',
      '11 invocation lint @tools',
      '12 script clean',
      '13 command ./clean.sh @tools',
      '14 invocation tidy @tools',
      '17 script fmt',
      '18 invocation fmt @null',
      '20 script release',
      '23 invocation release @tools/web',
      '25 script py',
    ]);
  });

  test.each([
    ['parentheses', `a: ${'(b'.repeat(200_000)}`],
    ['continuations', `a:\n${'  \\\n'.repeat(100_000)}`],
    ['braces', `a:\n  ${'{{'.repeat(200_000)}`],
  ])('%s take no long time', (_, text) => {
    const start = performance.now();
    expect(readJustfile({ path: 'justfile', text }).facts.length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(endless);
  });

  test('bad input', () => {
    const conflict = 'a:\n<<<<<<< x\n  b\n=======\n  c\n>>>>>>> y\n';
    expect(() => readJustfile({ path: 'justfile', text: conflict })).toThrow(Unreadable);
    expect(readJustfile({ path: 'justfile', text: '\0\0:\n"open: x\n' }).facts).toEqual([]);
    const crlf = readJustfile({ path: 'justfile', text: 'a: b\r\n  make c\r\n' }).facts;
    expect(crlf.map(({ kind }) => kind)).toEqual(['script', 'invocation', 'invocation']);
  });
});
