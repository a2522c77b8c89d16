import { jest } from '@jest/globals';
import { arrange, endScenes } from './scene.ts';
import { harmless } from './shop.ts';
import type { Scene } from './scene.ts';

jest.setTimeout(60_000);
afterEach(endScenes);

const id = 'GHSA-p6mc-m468-83gw';

/** A shop whose settings, at base, ask for advisories; GitHub knows one about what comes in. */
async function arrangeAsking(settings: string): Promise<Scene & { readonly head: string }> {
  const scene = await arrange();
  const { world } = scene;
  world.repository.commit('Settings', { '.github/system-drift.yml': settings });
  world.repository.git('branch', '--force', 'main');
  world.vulnerabilities.push({
    manifest: 'api/package-lock.json',
    name: 'lodash',
    version: '4.17.15',
    severity: 'high',
    id,
    summary: 'Prototype Pollution <script>',
  });
  return { ...scene, head: world.repository.commit('Notes', harmless) };
}

describe('known vulnerabilities', () => {
  test('are asked for and told when the settings of the base say so', async () => {
    const { world, actOnPull, count, head } = await arrangeAsking('advisories: github\n');
    const result = await actOnPull(head);
    expect(count('dependency-graph/diff-range')).toBe(1);
    expect(result).toMatchObject({ code: 1, outputs: { verdict: 'blocked' } });
    expect(result.report?.findings).toMatchObject([
      { rule: 'known-vulnerability-introduced', severity: 'high', subject: 'lodash' },
    ]);
    const [comment] = world.comments;
    expect(comment?.body).toContain(`[${id}](https://github.com/advisories/${id})`);
    expect(comment?.body).not.toMatch(/(?<!`[^`]*)<script>/);
  });

  test('are not asked for by default', async () => {
    const { actOnPull, count, head } = await arrangeAsking('fail-on: high\n');
    const result = await actOnPull(head);
    expect(count('dependency-graph/diff-range')).toBe(0);
    expect(result.code).toBe(0);
  });

  test('a refusal is a gap, and never red', async () => {
    const { github, actOnPull, head } = await arrangeAsking('advisories: github\n');
    github.fail({ operation: 'dependency-graph/diff-range', times: 9, status: 403, message: 'Forbidden' });
    const result = await actOnPull(head);
    expect(result).toMatchObject({ code: 0, outputs: { verdict: 'incomplete' } });
    expect(result.report?.gaps).toMatchObject([{ stage: 'dependencies', reason: 'not-fetched' }]);
    expect(result.summary).toContain('Known vulnerabilities were not looked up');
  });
});
