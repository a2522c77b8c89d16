import { inspect } from '../../src/inspect.ts';
import { openRepository } from '../../src/source/open-repository.ts';
import { GitRepository } from '../support/git-repository.ts';

const names = Array.from({ length: 800 }, (_, n) => `part-${n}`);

function lockfile(version: string): string {
  const parts = names.map((name) => [
    `node_modules/${name}`,
    {
      version,
      resolved: `https://registry.example.org/${name}/-/${name}-${version}.tgz`,
      integrity: `sha512-${name}${version}==`,
    },
  ]);
  const packages = Object.fromEntries([
    ['', { dependencies: { whole: '^1.0.0' } }],
    [
      'node_modules/whole',
      { version: '1.0.0', dependencies: Object.fromEntries(names.map((name) => [name, '*'])) },
    ],
    ...parts,
  ]);
  return JSON.stringify({ lockfileVersion: 3, packages }, null, 2);
}

test('a lockfile that moves 800 packages gives one finding about what comes along', async () => {
  const git = new GitRepository();
  git.commit([
    {
      name: 'base',
      files: {
        'package.json': '{"dependencies": {"whole": "^1.0.0"}}',
        'package-lock.json': lockfile('1.0.0'),
      },
    },
    { name: 'head', parent: 'base', files: { 'package-lock.json': lockfile('2.0.0') } },
  ]);
  const repository = await openRepository(git.path);
  const [base, head] = [git.git('rev-parse', 'base'), git.git('rev-parse', 'head')];
  const { findings, gaps } = await inspect({ repository, comparison: { base, head, baseIs: 'given' } });
  await repository.close();
  git.remove();
  expect(gaps).toEqual([]);
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
    ['transitive-breaking-bump', 'low'],
  ]);
  expect(JSON.stringify(findings[0]).length).toBeLessThan(5000);
});
