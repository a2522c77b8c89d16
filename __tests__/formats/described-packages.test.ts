import { composerLock } from '../../src/formats/composer-lock/format.ts';
import type { Format } from '../../src/formats/format.ts';
import { poetryLock } from '../../src/formats/poetry-lock/format.ts';
import type { Package } from '../../src/system/facts.ts';

async function packagesIn(format: Format, text: string): Promise<readonly Package[]> {
  const { facts } = await format.read({ path: 'x', text });
  return facts.filter((fact) => fact.kind === 'package');
}

describe('what lockfiles say of a package itself', () => {
  test('Composer: the PHP that it runs on, its namespaces and its repository, never credentials', async () => {
    const entry = (extra: object): object => ({ name: 'acme/log', version: 'v2.1.0', ...extra });
    const packages = [
      entry({
        source: {
          type: 'git',
          url: 'https://bot:hunter2@github.com/acme/log.git',
          reference: 'a'.repeat(40),
        },
        require: { php: '^8.1' },
        autoload: { 'psr-4': { 'Acme\\Log\\': 'src/', '': 'lib/' }, 'psr-0': { Acme_: 'old/' } },
      }),
      entry({ name: 'acme/bare', autoload: { files: ['a.php'] } }),
      entry({ name: 'acme/odd', autoload: 'no map', require: [], source: 7 }),
    ];
    const read = await packagesIn(composerLock, JSON.stringify({ packages, 'packages-dev': [] }, null, 4));
    expect(read.map(({ engines, namespaces, repository }) => ({ engines, namespaces, repository }))).toEqual([
      { engines: { php: '^8.1' }, namespaces: ['Acme\\Log', 'Acme'], repository: 'github.com/acme/log' },
      { engines: undefined, namespaces: undefined, repository: undefined },
      { engines: undefined, namespaces: undefined, repository: undefined },
    ]);
    expect(JSON.stringify(read)).not.toContain('hunter2');
  });

  test('Poetry: the Python that it runs on; any says nothing', async () => {
    const block = (python: string): string =>
      `[[package]]\nname = "six"\nversion = "1.16.0"\n${python}files = []\n\n[metadata]\nlock-version = "2.1"\n`;
    const engines = async (python: string): Promise<unknown> =>
      (await packagesIn(poetryLock, block(python)))[0]?.engines;
    expect(await engines('python-versions = ">=3.9,<4"\n')).toEqual({ python: '>=3.9,<4' });
    expect(await engines('python-versions = "*"\n')).toBeUndefined();
    expect(await engines('')).toBeUndefined();
  });
});
