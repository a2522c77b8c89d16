import { jest } from '@jest/globals';
import { askAdvisories } from '../../src/github/ask-advisories.ts';
import { createClient } from '../../src/github/client.ts';
import { startGitHub } from '../e2e/stand-in/github.ts';
import type { GitHub } from '../e2e/stand-in/github.ts';
import { createWorld } from '../e2e/stand-in/world.ts';
import type { TestWorld } from '../e2e/stand-in/world.ts';

// Retries of a server that is down take their time.
jest.setTimeout(60_000);

const operation = 'dependency-graph/diff-range';
let world: TestWorld;
let github: GitHub;
let logged: string[];

beforeEach(async () => {
  world = createWorld({});
  github = await startGitHub(world);
  logged = [];
});

afterEach(async () => {
  world.remove();
  await github.close();
});

function know(count: number): void {
  for (let index = 0; index < count; index += 1)
    world.vulnerabilities.push({
      manifest: 'package-lock.json',
      name: `left-${index}`,
      version: '1.0.0',
      severity: 'moderate',
      id: `GHSA-p6mc-m468-${String(index).padStart(4, '0')}`,
      summary: 'Left is right',
    });
}

async function ask(commits?: { readonly base: string; readonly head: string }) {
  const log = {
    info: (message: string): void => void logged.push(message),
    warning: (message: string): void => void logged.push(message),
    debug: () => undefined,
  };
  const base = world.repository.commit('Base', { a: '1' });
  const head = world.repository.commit('Head', { a: '2' });
  const client = createClient(world.token, `${github.url}/api/v3`, log);
  return askAdvisories(client, { owner: 'acme', repo: 'shop' }, commits ?? { base, head }, log);
}

test('all pages are read', async () => {
  know(71);
  const { advisories, problem } = await ask();
  expect(problem).toBeNull();
  expect(advisories).toHaveLength(71);
  expect(advisories[70]).toMatchObject({ name: 'left-70', severity: 'medium', dev: false });
  expect(github.requests.filter((request) => request.operation === operation)).toHaveLength(3);
});

test.each([
  [403, 'Forbidden', 'it needs contents: read and the dependency graph of the repository'],
  [
    404,
    'Dependency review is not enabled on this repository',
    'it needs contents: read and the dependency graph of the repository',
  ],
  [500, 'Server Error', 'GitHub gave no answer'],
])('%d is told, and nothing is thrown', async (status, message, hint) => {
  know(3);
  github.fail({ operation, times: 9, status, message });
  expect(await ask()).toEqual({
    advisories: [],
    problem: `Known vulnerabilities were not looked up: ${hint}`,
  });
  expect(logged.join('\n')).toContain(`${status}: `);
});

test('a page that fails is told, too: half of an answer is none', async () => {
  know(40);
  github.fail({ operation, times: 9, after: 1, status: 403, message: 'Forbidden' });
  expect(await ask()).toMatchObject({
    advisories: [],
    problem: expect.stringContaining('not looked up') as string,
  });
});

test('commits that GitHub does not have', async () => {
  expect(await ask({ base: '1'.repeat(40), head: '2'.repeat(40) })).toMatchObject({
    advisories: [],
    problem: expect.stringContaining('not looked up') as string,
  });
});

test('what GitHub says it does not know all of is told, with what it knows', async () => {
  know(2);
  world.snapshotWarnings = { 'x-github-dependency-graph-snapshot-warnings': 'Tm8gc25hcHNob3Rz' };
  const { advisories, problem } = await ask();
  expect(advisories).toHaveLength(2);
  expect(problem).toBe(
    "Not all known vulnerabilities were looked up: GitHub's dependency graph has not seen all of both commits",
  );
});
