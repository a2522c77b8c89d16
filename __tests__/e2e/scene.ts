import { node24 } from './node-24.ts';
import { runAction } from './run-action.ts';
import type { ActionResult, ActionRun } from './run-action.ts';
import { shop } from './shop.ts';
import { pullRequestPayload } from './stand-in/events.ts';
import { startGitHub } from './stand-in/github.ts';
import type { GitHub, World } from './stand-in/github.ts';
import { createWorld } from './stand-in/world.ts';
import type { TestWorld } from './stand-in/world.ts';

/** Hidden first line of the comment of an instance that was not named. */
export const marker = '<!-- system-drift:default -->';

export interface PullRun extends Partial<ActionRun> {
  /** what GitHub says the head is by now, when it is another one */
  readonly current?: string;
}

/** A repository with the shop on `main` and a branch `feature` checked out, on a GitHub of its own. */
export interface Scene {
  readonly world: TestWorld;
  readonly github: GitHub;
  /** merge base of main and feature */
  readonly start: string;
  /** tip of main, which has moved on */
  readonly main: string;
  readonly act: (run: ActionRun) => Promise<ActionResult>;
  /** a run for pull request 7 with this head */
  readonly actOnPull: (head: string, more?: PullRun) => Promise<ActionResult>;
  /** requests for an operation so far */
  readonly count: (operation: string) => number;
  /** comments written so far */
  readonly writes: () => number;
}

const node = node24();
const scenes: Scene[] = [];

export async function arrange(given: Partial<Pick<World, 'permissions' | 'login'>> = {}): Promise<Scene> {
  const world = createWorld(given);
  const { commit, git } = world.repository;
  const start = commit('Start', shop);
  const main = commit('Move on', { 'README.md': 'Shop\n' });
  git('switch', '--quiet', '--create', 'feature', start);
  const github = await startGitHub(world);
  const act = (run: ActionRun): Promise<ActionResult> => runAction(world, github, { ...run, node });
  const count = (operation: string): number =>
    github.requests.filter((request) => request.operation === operation).length;
  const scene: Scene = {
    world,
    github,
    start,
    main,
    act,
    actOnPull(head, { current = head, ...more } = {}) {
      const pull = world.pulls.find(({ number }) => number === 7);
      if (pull) pull.head = current;
      else world.pulls.push({ number: 7, head: current, base: main });
      const payload = pullRequestPayload(world, { number: 7, head, base: start });
      return act({ event: 'pull_request', payload, ...more });
    },
    count,
    writes: () => count('issues/create-comment') + count('issues/update-comment'),
  };
  scenes.push(scene);
  return scene;
}

/** After each test. Fails when the Action asked for something that GitHub's description does not allow. */
export async function endScenes(): Promise<void> {
  for (const { world, github } of scenes.splice(0)) {
    world.remove();
    await github.close();
  }
}
