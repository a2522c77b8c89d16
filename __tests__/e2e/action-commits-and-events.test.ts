import { jest } from '@jest/globals';
import { basicAuthorization } from '../../src/github/git-with-token.ts';
import { arrange, endScenes } from './scene.ts';
import { drifted, harmless } from './shop.ts';
import { dispatchPayload, mergeGroupPayload, pushPayload } from './stand-in/events.ts';

jest.setTimeout(60_000);
afterEach(endScenes);

const none = '0'.repeat(40);

describe('commits', () => {
  test('are fetched without a checkout, and the token is nowhere', async () => {
    const { world, github, actOnPull } = await arrange();
    const result = await actOnPull(world.repository.commit('Drop a variable', drifted));
    expect(result.code).toBe(1);
    expect(result.gitCommands).toContain('--depth=1');
    for (const secret of [world.token, basicAuthorization(world.token)]) {
      for (const seen of [result.log, result.gitCommands, result.files, result.summary]) {
        expect(seen).not.toContain(secret);
      }
      expect(github.requests.some(({ url }) => url.includes(secret))).toBe(false);
    }
  });

  test('are read from the checkout of an earlier step', async () => {
    const { world, actOnPull, count } = await arrange();
    const head = world.repository.commit('Drop a variable', drifted);
    const result = await actOnPull(head, { workspace: world.repository.directory });
    expect(result).toMatchObject({ code: 1, outputs: { verdict: 'blocked' } });
    expect(count('git')).toBe(0);
  });
});

describe('other events', () => {
  test('merge_group: no comment', async () => {
    const { world, start, act, writes } = await arrange();
    const head = world.repository.commit('Drop a variable', drifted);
    const result = await act({
      event: 'merge_group',
      payload: mergeGroupPayload(world, { head, base: start }),
    });
    expect(result).toMatchObject({ code: 1, outputs: { verdict: 'blocked' } });
    expect(result.report?.comparison).toMatchObject({ base: start, head });
    expect(writes()).toBe(0);
  });

  test('push: from what the branch was', async () => {
    const { world, act } = await arrange();
    const { commit } = world.repository;
    const before = commit('Notes', harmless);
    const after = commit('Drop a variable', drifted);
    const payload = pushPayload(world, { ref: 'refs/heads/feature', before, after });
    const result = await act({ event: 'push', payload });
    expect(result.report?.comparison).toEqual({
      base: before,
      head: after,
      baseIs: 'what feature was before the push',
    });
    expect(result.code).toBe(1);
  });

  test('push of a new branch: from the merge base with the default branch', async () => {
    const { world, start, act } = await arrange();
    const after = world.repository.commit('Drop a variable', drifted);
    const result = await act({
      event: 'push',
      payload: pushPayload(world, { ref: 'refs/heads/feature', before: none, after }),
    });
    expect(result.report?.comparison).toMatchObject({
      base: start,
      baseIs: 'merge base of main and feature',
    });
  });

  test('force push: from what the branch was, while GitHub still has it, else from the merge base', async () => {
    const { world, start, act } = await arrange();
    const { commit, git } = world.repository;
    const before = commit('Drop a variable', drifted);
    git('reset', '--quiet', '--hard', start);
    const after = commit('Notes', harmless);
    const push = { ref: 'refs/heads/feature', before, after, forced: true };
    const kept = await act({ event: 'push', payload: pushPayload(world, push) });
    expect(kept.report?.comparison).toMatchObject({
      base: before,
      baseIs: 'what feature was before the force push',
    });
    const gone = await act({
      event: 'push',
      payload: pushPayload(world, { ...push, before: '1'.repeat(40) }),
    });
    expect(gone.report?.comparison).toMatchObject({ base: start, baseIs: 'merge base of main and feature' });
  });

  test('a deleted branch: nothing to do', async () => {
    const { world, github, start, act } = await arrange();
    const payload = pushPayload(world, { ref: 'refs/heads/feature', before: start, after: none });
    const result = await act({ event: 'push', payload });
    expect(result).toMatchObject({ code: 0, outputs: { verdict: '', findings: '0' }, report: null });
    expect(result.log).toContain('feature was deleted');
    expect(github.requests).toEqual([]);
  });

  test('workflow_dispatch: reports on the issue, also that nothing was found', async () => {
    const { world, start, act } = await arrange();
    world.issues.push(31);
    const { commit, git } = world.repository;
    const bad = commit('Drop a variable', drifted);
    git('tag', 'v1', start);
    const payload = dispatchPayload(world, { good: 'v1', issue: '31' });
    const result = await act({ event: 'workflow_dispatch', payload, sha: bad });
    expect(result.report?.comparison).toEqual({ base: start, head: bad, baseIs: 'given as good' });
    expect(world.comments).toMatchObject([{ on: 31 }]);
    expect(world.comments[0]?.body).toContain('PAYMENT_URL');
    const inputs = { good: 'v1', bad: 'main', issue: '#31' };
    await act({ event: 'workflow_dispatch', payload: dispatchPayload(world, null), sha: bad, inputs });
    expect(world.comments).toHaveLength(1);
    expect(world.comments[0]?.body).toContain('No system assumption drifted');
  });

  test('workflow_dispatch without inputs: from the merge base with the default branch', async () => {
    const { world, start, act } = await arrange();
    const bad = world.repository.commit('Drop a variable', drifted);
    const result = await act({ event: 'workflow_dispatch', payload: dispatchPayload(world, null), sha: bad });
    expect(result.report?.comparison).toMatchObject({ base: start, head: bad });
    expect(result.report?.comparison.baseIs).toBe('merge base of main and the dispatched commit');
  });

  test.each([
    ['a good commit that is none', { good: '--upload-pack=touch x' }, 'given as good is not known'],
    ['the same commit twice', { good: 'feature' }, 'there is nothing to compare'],
    ['an issue that is no number', { issue: 'new' }, 'The input issue cannot be'],
    ['a gate that there is not', { 'fail-on': 'hihg' }, 'The input fail-on cannot be'],
  ])('workflow_dispatch with %s: red, with what to do', async (_, inputs, words) => {
    const { world, act } = await arrange();
    const sha = world.repository.git('rev-parse', 'HEAD');
    const payload = dispatchPayload(world, null);
    const result = await act({ event: 'workflow_dispatch', payload, sha, inputs });
    expect(result).toMatchObject({ code: 1, outputs: {} });
    expect(result.log).toContain(words);
  });
});
