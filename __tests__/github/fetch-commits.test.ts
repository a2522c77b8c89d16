import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchCommits } from '../../src/github/fetch-commits.ts';
import { basicAuthorization } from '../../src/github/git-with-token.ts';
import { findCheckout } from '../../src/github/find-checkout.ts';
import { openRepository } from '../../src/source/open-repository.ts';
import { createRepository } from '../e2e/stand-in/git-repository.ts';
import { startGitHub } from '../e2e/stand-in/github.ts';
import type { GitHub } from '../e2e/stand-in/github.ts';
import { createWorld } from '../e2e/stand-in/world.ts';
import type { TestWorld } from '../e2e/stand-in/world.ts';

let world: TestWorld;
let github: GitHub;
let folder: string;
let base: string;
let head: string;
const logged: string[] = [];

beforeEach(async () => {
  world = createWorld();
  const { commit } = world.repository;
  base = commit('Start', {
    'a.txt': 'one\n',
    'video.bin': Buffer.alloc(3 << 20, 7),
    'package-lock.json': `{"a":"${'x'.repeat(3 << 20)}"}`,
  });
  commit('Between', { 'a.txt': 'between\n' });
  head = commit('Change', { 'a.txt': 'two\n' });
  github = await startGitHub(world);
  folder = mkdtempSync(join(tmpdir(), 'system-drift-fetch-'));
  logged.length = 0;
});

afterEach(async () => {
  await github.close();
  world.remove();
  rmSync(folder, { recursive: true, force: true });
});

function fetch(commits: readonly string[], token = world.token): Promise<string> {
  const say = (message: string): void => void logged.push(message);
  return fetchCommits({
    directory: join(folder, 'objects'),
    serverUrl: github.url,
    repository: 'acme/shop',
    token,
    commits,
    isWanted: (path) => path.endsWith('.json'),
    log: { info: say, warning: say, debug: say },
  });
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('brings both commits, without their history and without large files', async () => {
  const repository = await openRepository(await fetch([base, head]));
  const read = await repository.readPath(head, 'a.txt', 100);
  expect(read).toMatchObject({ state: 'read', bytes: Buffer.from('two\n') });
  expect(await repository.readPath(head, 'video.bin', 1e9)).toBeNull();
  expect(await repository.readPath(head, 'package-lock.json', 1e9)).toMatchObject({ state: 'read' });
  expect(await repository.resolve(`${head}^`)).toBeNull();
  expect((await repository.compare(base, head)).files).toMatchObject([{ path: 'a.txt', status: 'modified' }]);
  await repository.close();
});

test('searches what is there as if the large files that no reader wants were not', async () => {
  const repository = await openRepository(await fetch([base, head]));
  const found = await repository.search(head, await repository.tree(head), { words: ['two'] });
  expect(found.paths).toEqual(['a.txt']);
  expect(found.unsearched).toEqual([]);
  await repository.close();
});

test('has large files that changed, so that renames are seen', async () => {
  const { commit, git } = world.repository;
  git('mv', 'video.bin', 'film.bin');
  const text = 'a line\n'.repeat(50);
  const before = commit('Move a film', { 'old.txt': text, 'clip.bin': Buffer.alloc(4 << 20, 1) });
  const after = commit('Move a text', {
    'old.txt': null,
    'new.txt': `${text}more\n`,
    'film.bin': null,
    'clip.bin': Buffer.alloc(5 << 20, 2),
  });
  const repository = await openRepository(await fetch([before, after]));
  const { files } = await repository.compare(before, after);
  expect(files).toContainEqual({ status: 'renamed', path: 'new.txt', from: 'old.txt' });
  await repository.close();
});

test('a second step of the same job fetches into the same folder', async () => {
  await fetch([base, head]);
  const later = world.repository.commit('Later', { 'a.txt': 'three\n' });
  const repository = await openRepository(await fetch([base, later]));
  expect(await repository.readPath(later, 'a.txt', 100)).toMatchObject({ bytes: Buffer.from('three\n') });
  expect(await repository.readPath(base, 'a.txt', 100)).toMatchObject({ bytes: Buffer.from('one\n') });
  await repository.close();
});

test('stays a partial clone when a wanted file cannot be had', async () => {
  github.fail({ operation: 'git', after: 2, times: 99, status: 403 });
  const repository = await openRepository(await fetch([base, head]));
  expect(await repository.readPath(head, 'package-lock.json', 1e9)).toMatchObject({ state: 'missing' });
  const { unsearched } = await repository.search(head, await repository.tree(head), { words: ['two'] });
  expect([...unsearched].sort((a, b) => (a < b ? -1 : 1))).toEqual(['package-lock.json', 'video.bin']);
  expect(logged.join('\n')).toContain('Some large files could not be fetched');
  await repository.close();
});

test('leaves the token in no file, no URL and no log', async () => {
  await fetch([base, head]);
  const written = filesBelow(folder).map((path) => readFileSync(path, 'latin1'));
  const said = [...written, ...logged, ...github.requests.map(({ url }) => url)].join('\n');
  expect(written.length).toBeGreaterThan(3);
  expect(said).not.toContain(world.token);
  expect(said).not.toContain(basicAuthorization(world.token));
});

test('a commit that is gone is explained and not tried again', async () => {
  const gone = '1'.repeat(40);
  await expect(fetch([base, gone])).rejects.toMatchObject({
    name: 'UserError',
    remedy: expect.stringContaining('no longer reachable') as string,
  });
  expect(logged.join('\n')).not.toContain('trying again');
});

test('a token that git does not take is explained, without the token', async () => {
  const problem = await fetch([base], 'ghs_wrongToken').catch((error: unknown) => error);
  expect(problem).toMatchObject({
    name: 'UserError',
    remedy: expect.stringContaining('contents: read') as string,
  });
  expect(String(problem)).not.toContain('ghs_wrongToken');
});

test('a server that fails once is asked again', async () => {
  github.fail({ operation: 'git', times: 1, status: 502 });
  await fetch([base, head]);
  expect(logged.join('\n')).toContain('trying again');
});

describe('a checkout of an earlier step', () => {
  test('is used when it has the commits', async () => {
    expect(await findCheckout(world.repository.directory, [base, head])).toBe(world.repository.directory);
  });

  test('is not used when one is missing', async () => {
    expect(await findCheckout(world.repository.directory, [base, '1'.repeat(40)])).toBeNull();
  });

  test('is not used when it is a partial clone', async () => {
    const { git, directory } = createRepository(join(folder, 'partial'));
    git('fetch', '--quiet', world.repository.directory, 'main');
    git('config', 'remote.origin.promisor', 'true');
    expect(await findCheckout(directory, [head])).toBeNull();
  });

  test('is not taken from files that only look like a repository', async () => {
    const bare = join(folder, 'bare');
    world.repository.git('clone', '--quiet', '--bare', '.', bare);
    expect(await findCheckout(bare, [head])).toBeNull();
    expect(await findCheckout(join(folder, 'nowhere'), [head])).toBeNull();
    expect(await findCheckout(undefined, [head])).toBeNull();
  });
});
