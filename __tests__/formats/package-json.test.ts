import { readPackageJson } from '../../src/formats/package-json/read.ts';
import { readPnpmWorkspace } from '../../src/formats/pnpm-workspace/read.ts';
import { factsOf, reasonOf } from '../support/package-facts.ts';

const read = (text: string) => readPackageJson({ path: 'services/api/package.json', text });

const manifest = `{
  "name": "@shop/api",
  "version": "1.0.0",
  "packageManager": "pnpm@9.12.1+sha512.abc",
  "engines": { "node": ">=20 <23", "vscode": "^1.80.0" },
  "volta": { "node": "20.11.1" },
  "devEngines": { "runtime": [{ "name": "node", "version": "^22.4.0" }, { "name": "bun" }] },
  "workspaces": { "packages": ["packages/*"], "catalog": { "react": "^18.0.0" } },
  "scripts": { "build": "tsc" },
  "dependencies": {
    "pg": "^8.11.0",
    "width": "npm:string-width@^4.2.0"
  },
  "devDependencies": { "jest": "^29.0.0" },
  "peerDependencies": { "react": "*" },
  "optionalDependencies": { "fsevents": "^2.0.0", "odd": 3 },
  "overrides": { "semver": "^7", "jest": { ".": "29.7.0", "ms@1": "2.1.3" } },
  "resolutions": { "**/glob": "10.0.0" },
  "pnpm": { "overrides": { "a>@s/b": "1" } }
}
`;

describe('package.json', () => {
  test('requirements with groups and lines', () => {
    expect(
      factsOf(read(manifest), 'requirement').map(({ group, name, specifier, line }) => [
        group,
        name,
        specifier,
        line,
      ]),
    ).toEqual([
      ['prod', 'pg', '^8.11.0', 11],
      ['prod', 'width', 'npm:string-width@^4.2.0', 12],
      ['dev', 'jest', '^29.0.0', 14],
      ['peer', 'react', '*', 15],
      ['optional', 'fsevents', '^2.0.0', 16],
      ['optional', 'odd', '3', 16],
    ]);
  });

  test('runtimes it accepts and picks', () => {
    expect(
      factsOf(read(manifest), 'runtime').map(({ name, version, line }) => `${name} ${version}:${line}`),
    ).toEqual(['pnpm 9.12.1:4', 'node >=20 <23:5', 'node 20.11.1:6', 'node ^22.4.0:7']);
  });

  test('who it is, what it forces, its catalog and its scripts', () => {
    const reading = read(manifest);
    expect(factsOf(reading, 'manifest')).toEqual([
      {
        kind: 'manifest',
        ecosystem: 'npm',
        name: '@shop/api',
        version: '1.0.0',
        workspaces: ['packages/*'],
        line: 1,
      },
    ]);
    expect(
      factsOf(reading, 'override').map(({ selector, name, specifier, field }) => [
        selector,
        name,
        specifier,
        field,
      ]),
    ).toEqual([
      ['semver', 'semver', '^7', 'overrides'],
      ['jest', 'jest', '29.7.0', 'overrides'],
      ['jest>ms@1', 'ms', '2.1.3', 'overrides'],
      ['**/glob', 'glob', '10.0.0', 'resolutions'],
      ['a>@s/b', '@s/b', '1', 'pnpm.overrides'],
    ]);
    expect(factsOf(reading, 'catalog-entry')).toMatchObject([
      { catalog: 'default', name: 'react', specifier: '^18.0.0' },
    ]);
    expect(factsOf(reading, 'script')).toMatchObject([{ name: 'build', line: 9 }]);
  });

  test.each([
    ['', 'unparsable'],
    ['[]', 'unparsable'],
    ['{"dependencies": {', 'unparsable'],
    ['{"dependencies": [], "engines": "node 20", "workspaces": 3, "overrides": "x", "devEngines": {"runtime": "node"}}', 'read'], // prettier-ignore
    ['{\n<<<<<<< a\n=======\n>>>>>>> b\n}', 'merge-conflict'],
    [`{"overrides": ${'{"a":'.repeat(400)}"1"${'}'.repeat(400)}}`, 'read'],
    [`{"overrides": ${'{"a":'.repeat(9000)}"1"${'}'.repeat(9000)}}`, 'too-deep'],
  ])('bad input %#', (text, reason) => {
    expect(reasonOf(() => read(text))).toBe(reason);
  });
});

test('pnpm-workspace.yaml: packages, catalogs, overrides', () => {
  const text = `packages:\n  - apps/*\n  - '!apps/old'\ncatalog:\n  react: ^18.2.0\ncatalogs:\n  next:\n    react: ^19.0.0\noverrides:\n  semver@<7: ^7.5.2\n`;
  const reading = readPnpmWorkspace({ path: 'pnpm-workspace.yaml', text });
  expect(factsOf(reading, 'manifest')).toMatchObject([{ name: null, workspaces: ['apps/*', '!apps/old'] }]);
  expect(
    factsOf(reading, 'catalog-entry').map(({ catalog, name, specifier, line }) => [
      catalog,
      name,
      specifier,
      line,
    ]),
  ).toEqual([
    ['default', 'react', '^18.2.0', 5],
    ['next', 'react', '^19.0.0', 8],
  ]);
  expect(factsOf(reading, 'override')).toMatchObject([{ name: 'semver', specifier: '^7.5.2', line: 10 }]);
  expect(readPnpmWorkspace({ path: 'pnpm-workspace.yaml', text: '# none\n' }).facts).toEqual([]);
});
