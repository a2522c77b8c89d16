import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRepository } from '../src/source/open-repository.ts';
import type { Repository } from '../src/source/repository.ts';
import { GitRepository } from './support/git-repository.ts';

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], { cwd, encoding: 'utf8' }).trim();

/** Opens, asks, closes. */
async function using<T>(folder: string, task: (repository: Repository) => Promise<T>): Promise<T> {
  const repository = await openRepository(folder);
  try {
    return await task(repository);
  } finally {
    await repository.close();
  }
}

async function textAt(repository: Repository, commit: string, path: string): Promise<string | null> {
  const blob = await repository.readPath(commit, path, 1 << 20);
  return blob?.state === 'read' ? blob.bytes.toString('utf8') : (blob?.state ?? null);
}

describe('a repository', () => {
  const origin = new GitRepository();
  const scratch = mkdtempSync(join(tmpdir(), 'system-drift-source-'));

  beforeAll(() => {
    origin.commit([
      {
        name: 'main',
        files: { 'a.txt': 'one API_KEY\n', 'dir/b.txt': 'two\n', 'old.txt': 'x\n'.repeat(50) },
      },
      {
        name: 'change',
        parent: 'main',
        files: {
          'a.txt': 'one API_KEY more\n',
          'old.txt': null,
          'new.txt': `${'x\n'.repeat(50)}y\n`,
          'quote"d\nname --x.txt': 'API_KEY\n',
          '--help': 'API_KEY\n',
        },
      },
    ]);
    origin.git('config', 'uploadpack.allowFilter', 'true');
  });

  afterAll(() => {
    origin.remove();
    rmSync(scratch, { recursive: true, force: true });
  });

  test('compares trees with renames and derives the base tree', async () => {
    await using(origin.path, async (repository) => {
      const base = (await repository.resolve('main')) ?? '';
      const head = (await repository.resolve('change')) ?? '';
      const pair = await repository.compare(base, head);
      expect([...pair.files].sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
        { status: 'added', path: '--help' },
        { status: 'modified', path: 'a.txt' },
        { status: 'renamed', path: 'new.txt', from: 'old.txt' },
        { status: 'added', path: 'quote"d\nname --x.txt' },
      ]);
      const listed = await repository.tree(base);
      expect(new Map(pair.base.entries())).toEqual(new Map(listed.entries()));
      expect(pair.head.under('dir')).toEqual(['dir/b.txt']);
    });
  });

  test('searches whole words in objects, whatever the paths look like', async () => {
    await using(origin.path, async (repository) => {
      const head = (await repository.resolve('change')) ?? '';
      const { paths } = await repository.search(head, await repository.tree(head), {
        words: ['API_KEY', 'API'],
      });
      expect([...paths].sort()).toEqual(['--help', 'a.txt', 'quote"d\nname --x.txt']);
      const pattern = await repository.search(head, await repository.tree(head), {
        words: [],
        patterns: ['tw[o]$'],
      });
      expect(pattern.paths).toEqual(['dir/b.txt']);
    });
  });

  test('a git that was built without PCRE finds the same, and lockfiles are left out', async () => {
    const without = join(scratch, 'without-pcre');
    mkdirSync(without);
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    const refuse = 'for each; do [ "$each" != -P ] || exit 128; done';
    writeFileSync(join(without, 'git'), `#!/bin/sh\n${refuse}\nexec '${real}' "$@"\n`, { mode: 0o755 });
    const files = {
      'a.txt': 'image: redis\n',
      'package-lock.json': 'image: redis\n',
      'b.yaml': 'image: x\n',
    };
    origin.commit([{ name: 'images', files }]);
    const found = (): Promise<readonly string[]> =>
      using(origin.path, async (repository) => {
        const head = (await repository.resolve('images')) ?? '';
        const within = [{ endings: ['.yaml', '.json'], patterns: ['^image: *(x|redis)$'] }];
        const query = { words: [], patterns: ['^image: *redis$'], within };
        const { paths } = await repository.search(head, await repository.tree(head), query);
        return [...paths].sort();
      });
    const path = process.env.PATH;
    const usual = await found();
    process.env.PATH = `${without}:${path ?? ''}`;
    try {
      expect(await found()).toEqual(usual);
    } finally {
      process.env.PATH = path;
    }
    expect(usual).toEqual(['a.txt', 'b.yaml']);
  });

  test.each(['--help', '-x', 'main\nchange', 'no such', '', ':/', 'main:a.txt'])(
    '%j is no commit, and no option',
    async (name) => {
      expect(await using(origin.path, (repository) => repository.resolve(name))).toBeNull();
    },
  );

  test('reads a path, reports what is too large or not there', async () => {
    await using(origin.path, async (repository) => {
      const head = (await repository.resolve('change')) ?? '';
      expect(await textAt(repository, head, 'dir/b.txt')).toBe('two\n');
      expect(await textAt(repository, head, 'dir')).toBe('missing');
      expect(await textAt(repository, head, 'nowhere')).toBeNull();
      expect(await repository.readPath(head, 'new.txt', 10)).toEqual({ state: 'too-large', size: 102 });
    });
  });

  test.each([
    ['ordinary, from a folder inside', ['clone', '-q'], 'dir'],
    ['shallow', ['clone', '-q', '--depth', '1', '--no-single-branch'], ''],
    ['mirror', ['clone', '-q', '--mirror'], ''],
  ])('%s', async (name, command, inside) => {
    const folder = join(scratch, name.replaceAll(' ', '-'));
    git(scratch, ...command, `file://${origin.path}`, folder);
    const found = await using(join(folder, inside), async (repository) => {
      const head = (await repository.resolve('change')) ?? (await repository.resolve('origin/change')) ?? '';
      return textAt(repository, head, 'dir/b.txt');
    });
    expect(found).toBe('two\n');
  });

  test('a linked work tree', async () => {
    const folder = join(scratch, 'main-tree');
    git(scratch, 'clone', '-q', `file://${origin.path}`, folder);
    git(folder, 'worktree', 'add', '-q', join(scratch, 'linked'), 'origin/change');
    expect(await using(join(scratch, 'linked'), (repository) => repository.resolve('HEAD'))).toBe(
      origin.git('rev-parse', 'change'),
    );
  });

  test('a partial clone: missing blobs are said, present ones are searched, nothing is fetched', async () => {
    const folder = join(scratch, 'partial');
    git(scratch, 'clone', '-q', '--no-checkout', '--filter=blob:none', `file://${origin.path}`, folder);
    await using(folder, async (repository) => {
      const base = (await repository.resolve('origin/main')) ?? '';
      const head = (await repository.resolve('origin/change')) ?? '';
      const pair = await repository.compare(base, head);
      expect(pair.files.map(({ path }) => path)).toContain('new.txt');
      expect(await textAt(repository, head, 'a.txt')).toBe('missing');
      expect(await textAt(repository, head, 'dir/b.txt')).toBe('missing');
      const search = await repository.search(head, pair.head, { words: ['API_KEY'] });
      expect(search.paths).toEqual([]);
      expect(search.unsearched).toHaveLength(5);
    });
    expect(
      git(folder, 'rev-list', '--objects', '--missing=print', 'origin/change').match(/^\?/gm),
    ).not.toBeNull();
  });

  test('a clone without its large files: the others are searched by git, twice as well as once', async () => {
    const folder = join(scratch, 'without-large');
    git(scratch, 'clone', '-q', '--no-checkout', '--filter=blob:limit=100', `file://${origin.path}`, folder);
    await using(folder, async (repository) => {
      const head = (await repository.resolve('origin/change')) ?? '';
      const tree = await repository.tree(head);
      for (const words of [['API_KEY'], ['API_KEY', 'two']]) {
        const { paths, unsearched } = await repository.search(head, tree, { words });
        expect(paths).toContain('a.txt');
        expect(unsearched).toEqual(['new.txt']);
      }
    });
  });

  test('SHA-256 objects', async () => {
    const repository = new GitRepository(['--object-format=sha256']);
    repository.commit([{ name: 'main', files: { 'a.txt': 'sha256\n' } }]);
    const found = await using(repository.path, async (open) => {
      const head = (await open.resolve('main')) ?? '';
      return { length: head.length, text: await textAt(open, head, 'a.txt') };
    });
    repository.remove();
    expect(found).toEqual({ length: 64, text: 'sha256\n' });
  });

  test('links and submodules are entries, and are not read', async () => {
    const folder = join(scratch, 'links');
    mkdirSync(folder);
    git(folder, 'init', '-q', '-b', 'main');
    writeFileSync(join(folder, 'real.txt'), 'real\n');
    execFileSync('ln', ['-s', '/etc/passwd', join(folder, 'link.txt')]);
    git(folder, 'add', '.');
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${origin.git('rev-parse', 'main')},module`);
    git(folder, '-c', 'user.name=T', '-c', 'user.email=t@example.org', 'commit', '-q', '-m', 'x');
    await using(folder, async (repository) => {
      const tree = await repository.tree((await repository.resolve('HEAD')) ?? '');
      expect(['real.txt', 'link.txt', 'module'].map((path) => tree.kindOf(path))).toEqual([
        'file',
        'symlink',
        'submodule',
      ]);
      expect(tree.objectOf('link.txt')).toBeUndefined();
      expect(tree.objectOf('module')).toBeUndefined();
    });
  });

  test('a folder outside of any repository is the user’s to mend', async () => {
    await expect(openRepository(tmpdir())).rejects.toThrow(/not inside a git repository/);
  });
});
