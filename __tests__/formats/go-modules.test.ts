import { goMod } from '../../src/formats/go-mod/format.ts';
import { goSum } from '../../src/formats/go-sum/format.ts';
import { factsOf, packagesOf, requirementsOf } from '../support/package-facts.ts';
import { endless } from '../support/endless.ts';

const mod = `module acme.example/shop // the shop

go 1.22.0

toolchain go1.22.3

require (
\tgithub.com/acme/log v1.4.0
\tgithub.com/acme/pool/v2 v2.1.0+incompatible // indirect
\tgolang.org/x/net v0.0.0-20240101120000-abcdefabcdef
)

require github.com/acme/old v1.0.0

exclude github.com/acme/log v1.3.9

replace (
\tgithub.com/acme/old => ../old
\tgithub.com/acme/log v1.4.0 => github.com/fork/log v1.4.1
)
`;

const read = async (text: string) => goMod.read({ path: 'go.mod', text });

describe('go.mod', () => {
  test('modules, who asks for them, and what replaces them', async () => {
    const expected = [
      'github.com/acme/pool/v2 v2.1.0+incompatible transitive ? registry:9',
      'golang.org/x/net v0.0.0-20240101120000-abcdefabcdef direct ? registry:10',
      'github.com/acme/old v1.0.0 direct ? path:13',
      'github.com/fork/log v1.4.1 direct ? registry:19',
    ];
    expect(packagesOf(await read(mod))).toEqual(expected);
    expect(packagesOf(await read(mod.replaceAll('\n', '\r\n')))).toEqual(expected);
    expect(requirementsOf(await read(mod))).toHaveLength(3);
  });

  test('a fork says what it is built in place of', async () => {
    const [fork] = factsOf(await read(mod), 'package').filter(({ name }) => name.includes('fork'));
    expect(fork).toMatchObject({ replaces: 'github.com/acme/log@v1.4.0', key: 'github.com/acme/log' });
  });

  test('a module that is replaced by another version of itself', async () => {
    const text = 'module a\n\nrequire b.example/c v1.2.0\n\nreplace b.example/c => b.example/c v1.1.0\n';
    expect(packagesOf(await read(text))).toEqual(['b.example/c v1.1.0 direct ? registry:3']);
  });

  test('runtimes, the module and overrides', async () => {
    const reading = await read(mod);
    expect(factsOf(reading, 'runtime').map(({ version, line }) => `${version}:${line}`)).toEqual([
      '>=1.22.0:3',
      '>=1.22.3:5',
    ]);
    expect(factsOf(reading, 'manifest')).toMatchObject([{ name: 'acme.example/shop', line: 1 }]);
    expect(factsOf(reading, 'override')).toMatchObject([
      { selector: 'github.com/acme/old', specifier: '../old', line: 18 },
      { selector: 'github.com/acme/log v1.4.0', specifier: 'github.com/fork/log v1.4.1' },
    ]);
  });

  test.each([
    ['module a\nrequire (\n\tb v1.0.0\n', 'unparsable'],
    ['this is no go.mod\n', 'unparsable'],
    ['', 'unparsable'],
    ['module a\n<<<<<<< x\nrequire b v1.0.0\n=======\n>>>>>>> y\n', 'merge-conflict'],
    ['module a\0\n', 'encoding'],
  ])('%j is refused', async (text, reason) => {
    await expect(read(text)).rejects.toMatchObject({ reason });
  });

  test('a huge line takes no time', async () => {
    const start = performance.now();
    await read(`module a\nrequire b v1 // ${'/ '.repeat(500_000)}\n`);
    expect(performance.now() - start).toBeLessThan(endless);
  });
});

describe('go.sum', () => {
  test('hashes of files and of manifests', async () => {
    const text = 'github.com/a/b v1.0.0 h1:AAAA=\ngithub.com/a/b v1.0.0/go.mod h1:BBBB=\n';
    const reading = await goSum.read({ path: 'go.sum', text });
    expect(factsOf(reading, 'lockfile')).toMatchObject([{ manager: 'go-sum', holds: 'checksums' }]);
    expect(
      factsOf(reading, 'package').map(({ version, integrity }) => `${version} ${integrity.join()}`),
    ).toEqual(['v1.0.0 h1-AAAA=', 'v1.0.0/go.mod h1-BBBB=']);
  });

  test.each([
    ['github.com/a/b v1.0.0 h1:AAAA=\ngithub.com/a', 'unparsable'],
    ['a v1 h1:A=\n<<<<<<< x\n=======\n>>>>>>> y\n', 'merge-conflict'],
    ['a v1 h1:\0\n', 'encoding'],
  ])('%j is refused', async (text, reason) => {
    await expect((async () => goSum.read({ path: 'go.sum', text }))()).rejects.toMatchObject({ reason });
  });
});
