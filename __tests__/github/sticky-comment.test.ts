import { createClient } from '../../src/github/client.ts';
import { ownLogin } from '../../src/github/own-login.ts';
import { publishStickyComment, sameContent } from '../../src/github/sticky-comment.ts';
import type { Published, StickyComment } from '../../src/github/sticky-comment.ts';
import { startGitHub } from '../e2e/stand-in/github.ts';
import type { GitHub, World } from '../e2e/stand-in/github.ts';
import { createWorld } from '../e2e/stand-in/world.ts';
import type { TestWorld } from '../e2e/stand-in/world.ts';

const marker = '<!-- system-drift:default -->';
const head = 'a'.repeat(40);
const drift = `${marker}\n## 2 system assumptions to check`;

let world: TestWorld;
let github: GitHub;
let logged: string[];

async function arrange(given: Partial<Pick<World, 'permissions' | 'login'>> = {}): Promise<void> {
  world = createWorld(given);
  world.pulls.push({ number: 7, head, base: 'b'.repeat(40) });
  world.issues.push(8);
  github = await startGitHub(world);
  logged = [];
}

afterEach(async () => {
  world.remove();
  await github.close();
});

async function publish(given: Partial<StickyComment> = {}): Promise<Published> {
  const say = (message: string): void => {
    logged.push(message);
  };
  const log = { info: say, warning: say, debug: () => undefined };
  const client = createClient(world.token, `${github.url}/api/v3`, log);
  const comment = {
    repository: { owner: 'acme', repo: 'shop' },
    number: 7,
    marker,
    body: drift,
    clean: false,
    head,
  };
  const login = await ownLogin(client, log);
  return publishStickyComment(client, { ...comment, login, ...given }, log);
}

const writes = (): readonly string[] =>
  github.requests
    .filter(({ method, operation }) => method !== 'GET' && operation !== 'graphql')
    .map((r) => r.operation);

test('a first run that finds something writes one comment', async () => {
  await arrange();
  expect(await publish()).toMatchObject({ done: 'created' });
  expect(world.comments).toMatchObject([{ on: 7, login: 'github-actions[bot]', body: drift }]);
});

test('a first run that finds nothing writes none', async () => {
  await arrange();
  expect(await publish({ clean: true })).toMatchObject({ done: 'not-needed' });
  expect(writes()).toEqual([]);
});

test('a later run rewrites it, also when it is clean by now', async () => {
  await arrange();
  world.comments.push({ id: 1, on: 7, login: 'github-actions[bot]', body: drift });
  expect(await publish({ clean: true, body: `${marker}\nresolved` })).toMatchObject({ done: 'updated' });
  expect(world.comments).toMatchObject([{ id: 1, body: `${marker}\nresolved` }]);
});

test('what is there already is not sent again', async () => {
  await arrange();
  world.comments.push({ id: 1, on: 7, login: 'github-actions[bot]', body: drift.replaceAll('\n', '\r\n') });
  expect(await publish()).toMatchObject({ done: 'unchanged' });
  expect(writes()).toEqual([]);
});

test.each([
  ['another user', { login: 'mallory', body: drift }],
  ['another app', { login: 'other-app[bot]', body: drift }],
  ['us, quoting the marker further down', { login: 'github-actions[bot]', body: `> quoted\n${drift}` }],
  ['us, for another instance', { login: 'github-actions[bot]', body: '<!-- system-drift:web -->\nx' }],
])('a comment by %s is left alone', async (_, planted) => {
  await arrange();
  world.comments.push({ id: 1, on: 7, ...planted });
  expect(await publish()).toMatchObject({ done: 'created' });
  expect(world.comments[0]).toMatchObject(planted);
  expect(world.comments).toHaveLength(2);
});

test("a user's own token is known by its login too", async () => {
  await arrange({ login: 'deploy-user' });
  world.comments.push({ id: 1, on: 7, login: 'deploy-user', body: marker });
  expect(await publish()).toMatchObject({ done: 'updated' });
});

test('it is found over all pages', async () => {
  await arrange();
  for (let id = 1; id <= 230; id += 1) world.comments.push({ id, on: 7, login: 'ada', body: 'nice' });
  world.comments.push({ id: 999, on: 7, login: 'github-actions[bot]', body: marker });
  expect(await publish()).toMatchObject({ done: 'updated' });
  expect(github.requests.filter(({ operation }) => operation === 'issues/list-comments')).toHaveLength(3);
});

test('a run that is no longer about the current head writes nothing', async () => {
  await arrange();
  expect(await publish({ head: 'c'.repeat(40) })).toMatchObject({ done: 'stale' });
  expect(writes()).toEqual([]);
});

test('a token that may only read: the log says why there is no comment', async () => {
  await arrange({ permissions: { contents: 'read', pull_requests: 'read' } });
  const published = await publish({ whyReadOnly: 'The pull request comes from a fork.' });
  expect(published).toMatchObject({ done: 'failed' });
  expect(logged.join('\n')).toContain('The pull request comes from a fork.');
});

test('an issue needs its own permission', async () => {
  await arrange({ permissions: { contents: 'read', pull_requests: 'write' } });
  const { head: _, ...issue } = { number: 8, head };
  expect(await publish({ ...issue })).toMatchObject({ done: 'failed' });
  expect(world.comments).toEqual([]);
});

test('GitHub stored the comment and failed to say so: there is one comment, not two', async () => {
  await arrange();
  github.fail({ operation: 'issues/create-comment', times: 1, status: 502, butDone: true });
  expect(await publish()).toMatchObject({ done: 'created' });
  expect(world.comments).toHaveLength(1);
  expect(writes()).toEqual(['issues/create-comment']);
});

test('GitHub fails once while reading and once while writing', async () => {
  await arrange();
  github.fail({ operation: 'issues/list-comments', times: 1, status: 503 });
  github.fail({ operation: 'issues/create-comment', times: 1, status: 500 });
  expect(await publish()).toMatchObject({ done: 'created' });
  expect(world.comments).toHaveLength(1);
}, 30_000);

test('a secondary rate limit is waited for', async () => {
  await arrange();
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes.';
  world.comments.push({ id: 1, on: 7, login: 'github-actions[bot]', body: marker });
  const fault = { operation: 'issues/update-comment', times: 1, status: 403, message };
  github.fail({ ...fault, headers: { 'retry-after': '1' } });
  expect(await publish()).toMatchObject({ done: 'updated' });
  expect(logged.join('\n')).toContain('trying again in 1 s');
}, 30_000);

test('a rate limit that lasts an hour is not waited for', async () => {
  await arrange();
  const reset = String(Math.floor(Date.now() / 1000) + 3600);
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
  github.fail({
    operation: 'issues/list-comments',
    times: 9,
    status: 403,
    message: 'API rate limit exceeded',
    headers,
  });
  expect(await publish()).toMatchObject({ done: 'failed' });
  expect(logged.join('\n')).toMatch(/not waiting 36\d\d s/);
});

test('a text that GitHub refuses is not tried again', async () => {
  await arrange();
  expect(await publish({ body: `${marker}${'x'.repeat(70_000)}` })).toMatchObject({ done: 'failed' });
  expect(writes()).toEqual(['issues/create-comment']);
  expect(logged.join('\n')).toContain('GitHub refused the text');
});

test.each([
  ['line ends', 'a\r\nb', 'a\nb', true],
  ['white space around', 'a\n', 'a', true],
  ['the run that the full report is on', 'x/actions/runs/1', 'x/actions/runs/22/attempts/2', true],
  ['words', 'a b', 'a  b', false],
  ['a commit', 'runs/1 abc', 'runs/1 abd', false],
])('same content apart from %s', (_, a, b, same) => {
  expect(sameContent(a, b)).toBe(same);
});
