import { jest } from '@jest/globals';
import { arrange, endScenes, marker } from './scene.ts';
import { drifted, harmless } from './shop.ts';
import { pullRequestPayload } from './stand-in/events.ts';

jest.setTimeout(60_000);
afterEach(endScenes);

describe('when GitHub does not let us, or fails', () => {
  test('a read-only token: everything but the comment, and the log says why', async () => {
    const { world, main, act } = await arrange({ permissions: { contents: 'read', pull_requests: 'read' } });
    const head = world.repository.commit('Drop a variable', drifted);
    world.pulls.push({ number: 7, head, base: main });
    const payload = pullRequestPayload(world, {
      number: 7,
      head,
      base: main,
      headRepository: 'mallory/shop',
    });
    const result = await act({ event: 'pull_request', payload });
    expect(result).toMatchObject({ code: 1, outputs: { verdict: 'blocked', findings: '1' } });
    expect(result.summary).toContain('PAYMENT_URL');
    expect(result.log).toContain('::error file=api/server.js');
    expect(result.log).toContain('from a fork gets a token that may only read');
    expect(world.comments).toEqual([]);
  });

  test('a read-only token of Dependabot: the log says what to give it', async () => {
    const { world, actOnPull } = await arrange({ permissions: { contents: 'read', pull_requests: 'read' } });
    const environment = { GITHUB_ACTOR: 'dependabot[bot]' };
    const result = await actOnPull(world.repository.commit('Drop a variable', drifted), { environment });
    expect(result).toMatchObject({ code: 1, outputs: { verdict: 'blocked' } });
    expect(result.log).toContain('A run that Dependabot starts may only read');
    expect(world.comments).toEqual([]);
  });

  test('a clean run stays green when the comment cannot be written', async () => {
    const { world, github, actOnPull } = await arrange();
    world.comments.push({ id: 1, on: 7, login: 'github-actions[bot]', body: marker });
    github.fail({ operation: 'issues/update-comment', times: 9, status: 422, message: 'Validation Failed' });
    const result = await actOnPull(world.repository.commit('Notes', harmless));
    expect(result.code).toBe(0);
    expect(result.log).toContain('The comment was not written: GitHub refused the text');
  });

  test('answers that come at the second try', async () => {
    const { world, github, actOnPull } = await arrange();
    github.fail({ operation: 'git/get-ref', times: 1, status: 502 });
    github.fail({ operation: 'git', times: 1, status: 503 });
    github.fail({ operation: 'issues/create-comment', times: 1, status: 500, butDone: true });
    const result = await actOnPull(world.repository.commit('Drop a variable', drifted));
    expect(result.code).toBe(1);
    expect(world.comments).toHaveLength(1);
  });

  test('a secondary rate limit is waited for', async () => {
    const { world, github, actOnPull } = await arrange();
    const message = 'You have exceeded a secondary rate limit.';
    const fault = { operation: 'issues/create-comment', times: 1, status: 403, message };
    github.fail({ ...fault, headers: { 'retry-after': '1' } });
    await actOnPull(world.repository.commit('Drop a variable', drifted));
    expect(world.comments).toHaveLength(1);
  });

  test('a token that may not read commits: red, with what to do', async () => {
    const { world, actOnPull } = await arrange({ permissions: { pull_requests: 'write' } });
    const result = await actOnPull(world.repository.commit('Notes', harmless));
    expect(result).toMatchObject({ code: 1, outputs: {} });
    expect(result.log).toContain('contents: read');
  });

  test('commits that cannot be fetched: red, with what to do', async () => {
    const { world, github, actOnPull } = await arrange();
    github.fail({ operation: 'git', times: 99, status: 403 });
    const result = await actOnPull(world.repository.commit('Notes', harmless));
    expect(result.code).toBe(1);
    expect(result.log).toContain('Could not fetch');
    expect(result.log).not.toContain(world.token);
  });
});

test('an event that is not as GitHub describes it: red, and says so', async () => {
  const { act } = await arrange();
  const result = await act({ event: 'pull_request', payload: { pull_request: { number: 'seven' } } });
  expect(result.code).toBe(1);
  expect(result.log).toContain('pull_request.number');
});

test('a crash is red and shows its stack', async () => {
  const { world, actOnPull } = await arrange();
  const environment = { RUNNER_TEMP: '/dev/null' };
  const result = await actOnPull(world.repository.commit('Notes', harmless), { environment });
  expect(result.code).toBe(1);
  expect(result.log).toContain('ENOTDIR');
});

test('a runner without job summaries: the result does not hang on it', async () => {
  const { world, actOnPull } = await arrange();
  const environment = { GITHUB_STEP_SUMMARY: '' };
  const result = await actOnPull(world.repository.commit('Notes', harmless), { environment });
  expect(result).toMatchObject({ code: 0, outputs: { verdict: 'clear' } });
  expect(result.log).toContain('The job summary was not written');
});
