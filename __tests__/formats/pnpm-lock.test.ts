import { Unreadable } from '../../src/formats/format.ts';
import { pnpmLock } from '../../src/formats/pnpm-lock/format.ts';
import { readPnpmLock } from '../../src/formats/pnpm-lock/read.ts';
import { scan } from '../../src/formats/pnpm-lock/scan.ts';
import { readYaml } from '../../src/formats/yaml.ts';
import { factsOf, packagesOf, requirementsOf } from '../support/package-facts.ts';
import { version5, version6, version9 } from '../support/pnpm-lockfiles.ts';
import { withoutTypes } from '../support/without-types.ts';

const read = (text: string) => readPnpmLock({ path: 'pnpm-lock.yaml', text });

describe('pnpm-lock.yaml', () => {
  test('version 9: groups by walking, aliases, catalogs, hosted repositories, a runtime', async () => {
    const reading = await read(version9);
    expect(packagesOf(reading)).toEqual([
      'jest 29.7.0 direct dev registry:40',
      'lodash 4.17.21 direct prod registry:49',
      'ms 2.1.3 transitive dev registry:52',
      'react 18.3.1 direct prod registry:61',
      'tool 1.4.0 direct prod git:64',
    ]);
    expect(requirementsOf(reading)).toEqual([
      ': dev jest ^29.0.0 -> jest@29.7.0',
      'services/api: prod @acme/shared workspace:* -> none',
      'services/api: prod lodash4 npm:lodash@^4.17.0 -> lodash@4.17.21',
      'services/api: prod react catalog: -> react@18.3.1',
      'services/api: prod tool github:acme/tool -> tool@https://codeload.github.com/acme/tool/tar.gz/3b1bb80b302c2e552685dc8a029797ec832ea7c9', // prettier-ignore
    ]);
    expect(factsOf(reading, 'catalog-entry')).toMatchObject([
      { catalog: 'default', name: 'react', specifier: '^18.2.0', line: 8 },
    ]);
    expect(factsOf(reading, 'override')).toMatchObject([
      { selector: 'semver@<7', name: 'semver', specifier: '>=7.5.2' },
    ]);
    expect(factsOf(reading, 'runtime')).toMatchObject([{ name: 'node', version: '22.11.0', line: 56 }]);
    const [jest, , ms] = factsOf(reading, 'package');
    expect(jest).toMatchObject({
      deprecated: true,
      engines: { node: '^14.15.0 || >=18.0.0', npm: '>=6' },
      peers: { react: '*' },
      requires: ['ms@2.1.3', 'react@18.3.1'],
    });
    expect(ms).toMatchObject({ optional: true, source: { type: 'registry', host: 'npm.acme.example' } });
  });

  test('version 6: one package, flags', async () => {
    const reading = await read(version6);
    expect(packagesOf(reading)).toEqual([
      '@scope/a 1.2.0 direct prod registry:18',
      'pg 8.11.3 direct dev registry:27',
      'local 0.0.1 direct prod path:31',
    ]);
    expect(requirementsOf(reading)).toEqual([
      ': prod @scope/a ^1.0.0 -> /@scope/a@1.2.0(pg@8.11.3)',
      ': prod local file:./local -> file:local',
      ': dev pg ^8 -> /pg@8.11.3',
    ]);
    expect(factsOf(reading, 'package')[0]).toMatchObject({ installScript: true, requires: ['/pg@8.11.3'] });
  });

  test('version 5: specifiers apart, slashes, another registry', async () => {
    const reading = await read(version5);
    expect(packagesOf(reading)).toEqual([
      '@scope/b 1.0.0-rc.1 transitive dev registry:21',
      'ms 1.0.0 direct dev registry:25',
      'ms 2.1.3 direct dev registry:29',
      'pg 8.11.3 direct prod registry:33',
      '@scope/c 2.0.0 transitive prod registry:39',
    ]);
    expect(requirementsOf(reading)).toEqual([
      ': prod pg ^8 -> /pg/8.11.3_ms@2.1.3',
      'services/api: dev ms 2.1.3 -> /ms/2.1.3',
      'services/api: dev old npm:ms@1 -> /ms/1.0.0',
    ]);
    expect(factsOf(reading, 'package')[4]?.source.host).toBe('npm.acme.example');
  });

  test('of two documents the last is the project, the first says which pnpm', async () => {
    const manager = `---\nlockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    packageManagerDependencies:\n      pnpm:\n        specifier: 11.1.0\n        version: 11.1.0\n\npackages:\n\n  pnpm@11.1.0:\n    resolution: {integrity: sha512-AAAA==}\n\nsnapshots:\n\n  pnpm@11.1.0: {}\n\n---\n`;
    const reading = await read(manager + version9);
    expect(factsOf(reading, 'runtime').map(({ name, version, line }) => [name, version, line])).toEqual([
      ['pnpm', '11.1.0', 8],
      ['node', '22.11.0', 77],
    ]);
    expect(factsOf(reading, 'package').map(({ name }) => name)).not.toContain('pnpm');
    expect(factsOf(reading, 'package')).toHaveLength(5);
  });

  test('what a formatter or a long key does to it is read all the same', async () => {
    const spread = version9.replace(
      '{integrity: sha512-AAAA==}',
      '\n      {\n        integrity: sha512-AAAA==,\n      }',
    );
    expect(scan(spread)).toBeUndefined();
    expect(factsOf(await read(spread), 'package').map(({ key, integrity }) => [key, integrity])).toEqual(
      factsOf(await read(version9), 'package').map(({ key, integrity }) => [key, integrity]),
    );
    const long = version9.replace(
      '  jest@29.7.0(react@18.3.1):\n    dependencies:',
      '  ? jest@29.7.0(react@18.3.1)\n  : dependencies:',
    );
    expect(scan(long)).toBeDefined();
    expect(packagesOf(await read(long))).toEqual(packagesOf(await read(version9)));
    expect(packagesOf(await read(version9.replaceAll('\n', '\r\n')))).toEqual(
      packagesOf(await read(version9)),
    );
  });

  test.each([version9, version6, version5])(
    'the scanner sees what the YAML parser sees: %#',
    async (text) => {
      expect(scan(text)?.map(withoutTypes)).toEqual(readYaml(text).map(withoutTypes));
    },
  );

  test('a file that is cut off is a gap', async () => {
    expect((await read(version9.slice(0, version9.indexOf('snapshots:')))).gaps).toMatchObject([
      { reason: 'unparsable' },
    ]);
    expect((await read(version6.slice(0, version6.indexOf('  /pg@8')))).gaps).toMatchObject([
      { reason: 'unparsable' },
    ]);
    expect((await read(version9)).gaps).toEqual([]);
  });

  test.each([
    ['', 'unsupported-version'],
    ["lockfileVersion: '13.0'\n", 'unsupported-version'],
    ['lockfileVersion: 4.0\n', 'unsupported-version'],
    ['shrinkwrapVersion: 3\n', 'unsupported-version'],
    [version9.slice(0, version9.indexOf('AAAA')), 'unparsable'],
    [version9.replace('settings:', '<<<<<<< HEAD\nsettings:\n=======\nx:\n>>>>>>> b'), 'merge-conflict'],
    [`lockfileVersion: '9.0'\npackages: ${'['.repeat(20_000)}`, 'too-deep'],
    [`lockfileVersion: '9.0'\npackages: text\nimporters: [1]\nsnapshots:\n  a: 3\n`, 'read'],
    [`lockfileVersion: '9.0'\nx: ${'y'.repeat(1_000_000)}\n`, 'read'],
  ])('bad input %#', async (text, reason) => {
    const came = await read(text).then(
      () => 'read',
      (error: unknown) => (error instanceof Unreadable ? error.reason : 'crashed'),
    );
    expect(came).toBe(reason);
  });

  test.each([
    ['pnpm-lock.yaml', true],
    ['apps/web/pnpm-lock.main.yaml', true],
    ['node_modules/.pnpm/pnpm-lock.yaml', false],
    ['pnpm-workspace.yaml', false],
  ])('%s', async (path, expected) => {
    expect(pnpmLock.matches(path)).toBe(expected);
  });
});
