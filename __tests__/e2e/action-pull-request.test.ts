import { jest } from '@jest/globals';
import { arrange, endScenes, marker } from './scene.ts';
import { drifted, driftedFurther, harmless, shop } from './shop.ts';
import { pullRequestPayload } from './stand-in/events.ts';

jest.setTimeout(60_000);
afterEach(endScenes);

describe('the life of a pull request', () => {
  test('clean, drift, the same again, more drift, resolved', async () => {
    const { world, start, actOnPull, writes } = await arrange();
    const { commit } = world.repository;

    const clean = await actOnPull(commit('Notes', harmless));
    expect(clean).toMatchObject({ code: 0, outputs: { verdict: 'clear', findings: '0' } });
    expect(clean.summary).toContain('No system assumption drifted');
    expect(world.comments).toEqual([]);

    const head = commit('Drop a variable', drifted);
    const drift = await actOnPull(head);
    expect(drift).toMatchObject({
      code: 1,
      outputs: { verdict: 'blocked', findings: '1', critical: '1', low: '0' },
    });
    expect(drift.report?.comparison).toEqual({ base: start, head, baseIs: 'merge base of main and feature' });
    expect(drift.report?.findings[0]).toMatchObject({ subject: 'PAYMENT_URL', stage: 'config' });
    expect(drift.log).toContain('::error file=api/server.js,line=2');
    expect(drift.summary).toContain('PAYMENT_URL');
    expect(world.comments).toHaveLength(1);
    expect(world.comments[0]).toMatchObject({ on: 7, login: 'github-actions[bot]' });
    expect(world.comments[0]?.body.startsWith(`${marker}\n## 1 system assumption to check`)).toBe(true);

    const before = writes();
    const again = await actOnPull(head);
    expect(again).toMatchObject({ code: 1, outputs: drift.outputs['verdict'] ? { verdict: 'blocked' } : {} });
    expect(writes()).toBe(before);

    await actOnPull(commit('Drop another', driftedFurther));
    expect(world.comments).toHaveLength(1);
    expect(world.comments[0]?.body).toContain('## 2 system assumptions to check');

    const resolved = await actOnPull(
      commit('Put them back', { 'compose.yaml': shop['compose.yaml'] ?? null }),
    );
    expect(resolved).toMatchObject({ code: 0, outputs: { verdict: 'clear' } });
    expect(world.comments).toHaveLength(1);
    expect(world.comments[0]?.body).toContain('Resolved');
  });

  test('what the base branch changed since is not held against the head', async () => {
    const { world, actOnPull } = await arrange();
    const { commit, git } = world.repository;
    git('switch', '--quiet', 'main');
    const later = commit('Drop it on main', drifted);
    git('switch', '--quiet', 'feature');
    git('merge', '--quiet', '--no-edit', later);
    const result = await actOnPull(commit('Notes', harmless));
    expect(result.report?.comparison.base).toBe(later);
    expect(result).toMatchObject({ code: 0, outputs: { verdict: 'clear' } });
  });

  test('a comment with our marker by somebody else is left alone', async () => {
    const { world, actOnPull, count } = await arrange();
    world.comments.push({ id: 1, on: 7, login: 'mallory', body: `${marker}\nAll is well.` });
    for (let id = 2; id <= 120; id += 1) world.comments.push({ id, on: 7, login: 'ada', body: 'hm' });
    await actOnPull(world.repository.commit('Drop a variable', drifted));
    expect(world.comments[0]?.body).toBe(`${marker}\nAll is well.`);
    expect(world.comments.filter(({ login }) => login === 'github-actions[bot]')).toHaveLength(1);
    expect(count('issues/list-comments')).toBe(2);
  });

  test('a run whose head is no longer the current one writes nothing', async () => {
    const { world, actOnPull, writes } = await arrange();
    const { commit } = world.repository;
    const old = commit('Drop a variable', drifted);
    const result = await actOnPull(old, { current: commit('Notes', harmless) });
    expect(result).toMatchObject({ code: 1, outputs: { verdict: 'blocked' } });
    expect(writes()).toBe(0);
    expect(result.log).toContain('the head has moved on');
  });

  test('pull_request_target on a fork comments', async () => {
    const { world, main, act } = await arrange();
    const head = world.repository.commit('Drop a variable', drifted);
    world.pulls.push({ number: 9, head, base: main });
    const pull = { number: 9, head, base: main, headRepository: 'mallory/shop', headRef: '--x/`@team`' };
    const payload = pullRequestPayload(world, pull);
    const result = await act({ event: 'pull_request_target', payload, sha: main });
    expect(result).toMatchObject({ code: 1 });
    expect(result.report?.comparison.baseIs).toBe('merge base of main and the head branch');
    expect(world.comments).toHaveLength(1);
  });
});
