import { formats } from '../../src/formats/index.ts';
import { withoutCredentials } from '../../src/formats/without-credentials.ts';
import { endless } from '../support/endless.ts';

const commit = '3b1bb80b302c2e552685dc8a029797ec832ea7c9';
const secret = 'ghp_s3cretS3cret';
const git = `git+https://ci:${secret}@git.acme.example/team/pg.git`;
const archive = `https://cdn.acme.example/pg.tgz?access_token=${secret}`;

const files: readonly (readonly [path: string, text: string])[] = [
  [
    'package.json',
    JSON.stringify({
      dependencies: { pg: git, ms: archive },
      overrides: { qs: git },
      resolutions: { 'a/b': archive },
    }),
  ],
  ['package.json', JSON.stringify({ dependencies: { pg: git } }).replaceAll('/', '\\/')],
  [
    'package-lock.json',
    JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { pg: git } },
        'node_modules/pg': { version: '1.0.0', resolved: `${git}#${commit}` },
        'node_modules/ms': { version: '1.0.0', resolved: archive },
      },
    }),
  ],
  [
    'package-lock.json',
    JSON.stringify({ lockfileVersion: 1, dependencies: { pg: { version: `${git}#${commit}`, from: git } } }),
  ],
  [
    'pnpm-lock.yaml',
    `lockfileVersion: '9.0'\noverrides:\n  qs: ${git}\nimporters:\n  .:\n    dependencies:\n      pg:\n        specifier: ${git}\n        version: ${git}#${commit}\npackages:\n  pg@${git}#${commit}:\n    resolution: {commit: ${commit}, repo: ${git}, type: git}\n    version: 1.0.0\nsnapshots:\n  pg@${git}#${commit}: {}\n`,
  ],
  ['pnpm-workspace.yaml', `catalog:\n  pg: ${git}\noverrides:\n  ms: ${archive}\n`],
  [
    'yarn.lock',
    `# yarn lockfile v1\n\n"pg@${git}":\n  version "1.0.0"\n  resolved "${git}#${commit}"\n  dependencies:\n    ms "${archive}"\n`,
  ],
  [
    'yarn.lock',
    `__metadata:\n  version: 8\n\n"pg@${git}":\n  version: 1.0.0\n  resolution: "pg@${git}#commit=${commit}"\n  linkType: hard\n\n"shop@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "shop@workspace:."\n  dependencies:\n    pg: "${git}"\n  linkType: soft\n`,
  ],
];

test.each(files)('%s gives no credentials away: %#', async (path, text) => {
  expect(text).toContain(secret);
  const format = formats.find(({ matches }) => matches(path));
  const reading = await format?.read({ path, text });
  expect(reading?.facts.length).toBeGreaterThan(1);
  expect(JSON.stringify(reading)).not.toContain(secret);
});

test('dependencies by such addresses still find their answer', async () => {
  for (const [path, text] of files.filter(([name]) => name === 'pnpm-lock.yaml' || name === 'yarn.lock')) {
    const reading = await formats.find(({ matches }) => matches(path))?.read({ path, text });
    const pg = reading?.facts.find((fact) => fact.kind === 'package' && fact.name === 'pg');
    expect(pg).toMatchObject({ source: { type: 'git', host: 'git.acme.example/team/pg', commit } });
  }
});

test.each([
  ['git+ssh://git@github.com/acme/pg.git', 'git+ssh://git@github.com/acme/pg.git'],
  [
    'https://registry.example.org/@acme/pg/-/pg-1.0.0.tgz',
    'https://registry.example.org/@acme/pg/-/pg-1.0.0.tgz',
  ],
  ['https://me@host.example/x', 'https://host.example/x'],
  ['https://host.example/x?ref=main&token=abc#d', 'https://host.example/x?ref=main&token=#d'],
  ['"@acme/pg@npm:^1.0.0"', '"@acme/pg@npm:^1.0.0"'],
])('%s', (text, expected) => {
  expect(withoutCredentials(text)).toBe(expected);
});

test('a long text takes no time', () => {
  const start = performance.now();
  withoutCredentials('://'.repeat(300_000));
  withoutCredentials(`?${'key'.repeat(100_000)}`);
  withoutCredentials('&a'.repeat(300_000));
  expect(performance.now() - start).toBeLessThan(endless);
});
