import { runtimeFiles } from '../../src/formats/runtime-files/format.ts';
import { readRuntimeFile } from '../../src/formats/runtime-files/read.ts';
import { factsOf, reasonOf } from '../support/package-facts.ts';
import { endless } from '../support/endless.ts';

const read = (path: string, text: string) =>
  factsOf(readRuntimeFile({ path, text }), 'runtime').map(({ name, version, source, line }) => `${name} ${version} ${source}:${line}`); // prettier-ignore

const mise = `min_version = "2024.1.0"

[tools]
node = "20.11.1" # as in production
python = ["3.12", "3.11"]
"core:go" = { version = "1.22" }
"npm:prettier" = "3"
java = "temurin-21.0.2"
pnpm = "latest"

[env]
node = "no tool"
`;

describe('runtime files', () => {
  test.each([
    ['.nvmrc', '# why 20\nv20.11.1\n', ['node 20.11.1 tool-file:2']],
    ['web/.nvmrc', 'lts/iron\r\n', ['node lts/iron tool-file:1']],
    ['.node-version', '22 # current\n', ['node 22 tool-file:1']],
    [
      '.python-version',
      '3.12.1\n3.11.7\nmy-env\n',
      ['python 3.12.1 tool-file:1', 'python 3.11.7 tool-file:2'],
    ],
    ['.python-version', 'pypy3.10-7.3.12\n', ['pypy 3.10-7.3.12 tool-file:1']],
    ['.ruby-version', 'ruby-3.3.0\n', ['ruby 3.3.0 tool-file:1']],
    ['runtime.txt', 'python-3.11.9\n', ['python 3.11.9 tool-file:1']],
    [
      '.tool-versions',
      '# tools\nnodejs 20.11.1 18.19.0\n\ngolang 1.22.1 # x\nruby system\nerlang ref:master\n',
      ['node 20.11.1 tool-file:2', 'node 18.19.0 tool-file:2', 'go 1.22.1 tool-file:4'],
    ],
    [
      'mise.toml',
      mise,
      [
        'node 20.11.1 tool-file:4',
        'python 3.12 tool-file:5',
        'python 3.11 tool-file:5',
        'go 1.22 tool-file:6',
        'java temurin-21.0.2 tool-file:8',
        'pnpm latest tool-file:9',
      ],
    ],
    ['.config/mise/config.toml', 'tools.node = "20"\n', ['node 20 tool-file:1']],
    ['mise.toml', '[tools.node]\nversion = "20"\n', ['node 20 tool-file:1']],
    ['rust-toolchain', '1.75.0\n', ['rust 1.75.0 tool-file:1']],
    [
      'rust-toolchain.toml',
      '[toolchain]\nprofile = "minimal"\nchannel = "stable"\n',
      ['rust stable tool-file:3'],
    ],
  ])('%s %#', (path, text, expected) => {
    expect(read(path, text)).toEqual(expected);
  });

  test.each([
    ['.nvmrc', 'lts/*\nnode\n'],
    ['.node-version', 'nodejs24.04\n'],
  ])('%s that no version manager takes is a gap', (path, text) => {
    expect(readRuntimeFile({ path, text })).toMatchObject({ facts: [], gaps: [{ reason: 'unparsable' }] });
  });

  test.each([
    ['mise.toml', '[tools\nnode', 'unparsable'],
    ['mise.toml', 'tools = [1]\n', 'read'],
    ['mise.toml', `a = ${'['.repeat(20_000)}`, 'unparsable'],
    ['.tool-versions', 'x'.repeat(1_000_000), 'read'],
    ['.nvmrc', '', 'read'],
  ])('bad input in %s: %#', (path, text, reason) => {
    expect(reasonOf(() => readRuntimeFile({ path, text }))).toBe(reason);
  });

  test('ten thousand tools are found in one walk', () => {
    const tools = Array.from({ length: 10_000 }, (_, n) => `tool${n} = "1.${n}"`).join('\n');
    const start = performance.now();
    expect(read('mise.toml', `[tools]\n${tools}\n`).at(-1)).toBe('tool9999 1.9999 tool-file:10001');
    expect(performance.now() - start).toBeLessThan(endless);
  });

  test.each([
    '.nvmrc',
    'a/.tool-versions',
    'mise.toml',
    '.mise.toml',
    'mise.local.toml',
    'rust-toolchain.toml',
  ])('%s', (path) => {
    expect(runtimeFiles.matches(path)).toBe(true);
  });

  test.each(['nvmrc', 'node_modules/a/.nvmrc', 'promise.toml'])('not %s', (path) => {
    expect(runtimeFiles.matches(path)).toBe(false);
  });
});
