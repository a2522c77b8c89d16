import { createRequire } from 'node:module';
import type { World } from './github.ts';

type Json = Readonly<Record<string, unknown>>;

const collected = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly {
  readonly name: string;
  readonly examples: readonly Json[];
}[];

/** A payload as GitHub sent it once, from the collection of the Octokit project. */
export function examplePayload(event: string, action?: string): Json {
  const examples = collected.find(({ name }) => name === event)?.examples ?? [];
  const example = examples.find((entry) => action === undefined || entry['action'] === action);
  if (!example) throw new Error(`No example of ${event} ${action ?? ''}`);
  return example;
}

function repository(example: Json, world: World): Json {
  const fullName = `${world.owner}/${world.repo}`;
  return {
    ...(example['repository'] as Json),
    name: world.repo,
    full_name: fullName,
    default_branch: 'main',
  };
}

export function pullRequestPayload(
  world: World,
  pull: {
    readonly number: number;
    readonly head: string;
    readonly base: string;
    readonly headRef?: string;
    readonly headRepository?: string;
  },
): Json {
  const example = examplePayload('pull_request', 'synchronize');
  const { head, base, ...rest } = example['pull_request'] as Readonly<Record<string, Json>>;
  const here = repository(example, world);
  const from = { ...(head?.['repo'] as Json), full_name: pull.headRepository ?? here['full_name'] };
  return {
    ...example,
    number: pull.number,
    repository: here,
    pull_request: {
      ...rest,
      number: pull.number,
      head: { ...head, sha: pull.head, ref: pull.headRef ?? 'feature', repo: from },
      base: { ...base, sha: pull.base, ref: 'main', repo: here },
    },
  };
}

export function mergeGroupPayload(
  world: World,
  group: { readonly head: string; readonly base: string },
): Json {
  const example = examplePayload('merge_group', 'checks_requested');
  const details = example['merge_group'] as Json;
  return {
    ...example,
    repository: repository(example, world),
    merge_group: { ...details, head_sha: group.head, base_sha: group.base, base_ref: 'refs/heads/main' },
  };
}

export function pushPayload(
  world: World,
  push: { readonly ref: string; readonly before: string; readonly after: string; readonly forced?: boolean },
): Json {
  const example = examplePayload('push');
  const none = '0'.repeat(40);
  const deleted = push.after === none;
  return {
    ...example,
    ref: push.ref,
    before: push.before,
    after: push.after,
    created: push.before === none,
    deleted,
    forced: push.forced ?? false,
    head_commit: deleted ? null : { ...(example['head_commit'] as Json), id: push.after },
    repository: repository(example, world),
  };
}

export function dispatchPayload(world: World, inputs: Json | null): Json {
  const example = examplePayload('workflow_dispatch');
  return { ...example, inputs, ref: 'refs/heads/incident', repository: repository(example, world) };
}
