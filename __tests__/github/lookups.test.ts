import { checksEvidence } from '../../src/github/checks-evidence.ts';
import { createClient } from '../../src/github/client.ts';
import type { GitHubClient } from '../../src/github/client.ts';
import { githubLookup } from '../../src/github/commit-lookup.ts';
import { parseRepositoryName } from '../../src/github/repository-name.ts';
import { startGitHub } from '../e2e/stand-in/github.ts';
import type { GitHub, World } from '../e2e/stand-in/github.ts';
import { createWorld } from '../e2e/stand-in/world.ts';
import type { TestWorld } from '../e2e/stand-in/world.ts';

let world: TestWorld;
let github: GitHub;
let client: GitHubClient;
let logged: string[];
const repository = { owner: 'acme', repo: 'shop' };
const log = {
  info: (message: string): void => void logged.push(message),
  warning: (message: string): void => void logged.push(message),
  debug: () => undefined,
};

async function arrange(given: Partial<Pick<World, 'permissions'>> = {}): Promise<void> {
  world = createWorld(given);
  github = await startGitHub(world);
  logged = [];
  client = createClient(world.token, `${github.url}/api/v3`, log);
}

afterEach(async () => {
  world.remove();
  await github.close();
});

describe('commits', () => {
  test('are found by name, branch, ancestry and merge base', async () => {
    await arrange();
    const { commit, git } = world.repository;
    const start = commit('Start', { a: '1' });
    git('switch', '--quiet', '--create', 'feature/x');
    const ours = commit('Ours', { b: '1' });
    git('switch', '--quiet', 'main');
    const theirs = commit('Theirs', { c: '1' });
    git('tag', 'v1', start);
    const lookup = githubLookup(client, repository);
    expect(await lookup.commit(ours)).toBe(ours);
    expect(await lookup.commit('v1')).toBe(start);
    expect(await lookup.commit('feature/x')).toBe(ours);
    expect(await lookup.branch('feature/x')).toBe(ours);
    expect(await lookup.mergeBase(theirs, ours)).toBe(start);
    expect(await lookup.firstParent(ours)).toBe(start);
    expect(await lookup.firstParent(start)).toBeNull();
  });

  test.each(['nothing-like-it', '--upload-pack=touch /tmp/x', '1'.repeat(40), 'a b?c#d'])(
    '%s is not known, which is an answer',
    async (revision) => {
      await arrange();
      world.repository.commit('Start', { a: '1' });
      const lookup = githubLookup(client, repository);
      expect(await lookup.commit(revision)).toBeNull();
      expect(await lookup.branch('no-such-branch')).toBeNull();
      expect(await lookup.mergeBase('1'.repeat(40), '2'.repeat(40))).toBeNull();
    },
  );

  test('a token without access is explained', async () => {
    await arrange({ permissions: { issues: 'write' } });
    await expect(githubLookup(client, repository).branch('main')).rejects.toMatchObject({
      remedy: expect.stringContaining('contents: read') as string,
    });
  });
});

describe('check runs as evidence', () => {
  const sha = 'a'.repeat(40);

  test('are collected over all pages, without our own run and without what shows nothing', async () => {
    await arrange();
    const completed = { sha, runId: 1, status: 'completed' } as const;
    world.checks.push(
      { ...completed, name: 'unit', conclusion: 'success' },
      { ...completed, name: 'lint', conclusion: 'failure' },
      { ...completed, name: 'docs', conclusion: 'skipped' },
      { ...completed, name: 'old', conclusion: 'cancelled' },
      { sha, runId: 2, name: 'slow', status: 'in_progress', conclusion: null },
      { sha, runId: 42, name: 'drift', status: 'in_progress', conclusion: null },
      { sha: 'b'.repeat(40), runId: 3, name: 'elsewhere', status: 'completed', conclusion: 'success' },
    );
    for (let index = 0; index < 110; index += 1) {
      world.checks.push({ ...completed, name: `matrix ${index}`, conclusion: 'success' });
    }
    const evidence = await checksEvidence(client, repository, sha, '42', log);
    expect(evidence.slice(0, 4)).toMatchObject([
      { title: 'unit', state: 'passed' },
      { title: 'lint', state: 'failed' },
      { title: 'old', state: 'pending' },
      { title: 'slow', state: 'pending' },
    ]);
    expect(evidence).toHaveLength(114);
    expect(evidence[0]?.url).toContain('/actions/runs/1/');
  });

  test('are left out, and the log says why, when the token may not read them', async () => {
    await arrange({ permissions: { contents: 'read' } });
    expect(await checksEvidence(client, repository, sha, '42', log)).toEqual([]);
    expect(logged.join('\n')).toContain('checks: read');
  });
});

test.each(['', 'acme', 'acme/shop/x', 'acme/sh op', '../x/y'])('%p is no repository name', async (name) => {
  await arrange();
  expect(() => parseRepositoryName(name)).toThrow('owner/name');
});
