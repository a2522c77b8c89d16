import { jest } from '@jest/globals';
import { arrange, endScenes } from './scene.ts';
import { drifted } from './shop.ts';

jest.setTimeout(60_000);
afterEach(endScenes);

describe('inputs', () => {
  test.each([
    ['fail-on never', { 'fail-on': 'never' }, 0, 'drift'],
    ['report-only', { 'report-only': 'true' }, 0, 'blocked'],
    ['nothing', {}, 1, 'blocked'],
  ])('%s', async (_, inputs, code, verdict) => {
    const { world, actOnPull } = await arrange();
    const result = await actOnPull(world.repository.commit('Drop a variable', drifted), { inputs });
    expect(result).toMatchObject({ code, outputs: { verdict } });
    expect(world.comments).toHaveLength(1);
  });

  test('comment false', async () => {
    const { world, actOnPull } = await arrange();
    const head = world.repository.commit('Drop a variable', drifted);
    const result = await actOnPull(head, { inputs: { comment: 'false' } });
    expect(result).toMatchObject({ code: 1, outputs: { verdict: 'blocked' } });
    expect(world.comments).toEqual([]);
  });

  test('instance: each has its own comment', async () => {
    const { world, actOnPull } = await arrange();
    const head = world.repository.commit('Drop a variable', drifted);
    await actOnPull(head);
    await actOnPull(head, { inputs: { instance: 'web' } });
    await actOnPull(head, { inputs: { instance: 'web' } });
    expect(world.comments).toHaveLength(2);
  });

  test('what the change made unreadable is red; what nobody could read before is a warning', async () => {
    const { world, actOnPull } = await arrange();
    const head = world.repository.commit('Break a file', { 'compose.yaml': '<<<<<<< ours\nservices: {\n' });
    const gated = await actOnPull(head);
    expect(gated.code).toBe(1);
    expect(gated.report?.gaps).toMatchObject([{ path: 'compose.yaml' }]);
    const other = await arrange();
    const added = other.world.repository.commit('Add a broken file', { 'ops/compose.yaml': 'services: {\n' });
    const unread = await other.actOnPull(added);
    expect(unread).toMatchObject({ code: 0, outputs: { verdict: 'incomplete' } });
    expect(unread.log).toMatch(/::warning::.*could not be read/);
  });

  test('check runs of the head are evidence, our own run is not', async () => {
    const { world, actOnPull } = await arrange();
    const head = world.repository.commit('Drop a variable', drifted);
    const check = { sha: head, runId: 1, status: 'completed', conclusion: 'success' } as const;
    world.checks.push({ ...check, name: 'integration tests' });
    const result = await actOnPull(head);
    expect(result.report?.evidence.filter(({ kind }) => kind === 'check-run')).toMatchObject([
      { title: 'integration tests', state: 'passed' },
    ]);
  });
});
