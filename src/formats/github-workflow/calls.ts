import type { Workflow, WorkflowCall } from '../../system/workflow-facts.ts';
import { booleanOf, entries, get, textOf, textsOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';

/** How the workflow starts, and what those who call it pass. */
export function readInterface(root: Node): Workflow | undefined {
  const on = get(root, 'on') ?? get(root, 'true');
  if (!on) return undefined;
  const events = on.kind === 'map' ? [...on.entries.keys()] : textsOf(on).map(({ text }) => text);
  const secrets = [...entries(get(on, 'workflow_call', 'secrets'))].map(({ key, node }) => ({
    name: key,
    required: booleanOf(get(node, 'required')) === true,
  }));
  const withEnvironment = [...entries(get(root, 'jobs'))].flatMap(({ key, node }) =>
    get(node, 'environment') ? [key] : [],
  );
  return { kind: 'workflow', line: on.line, events, secrets, withEnvironment };
}

/** A job that is another workflow of this repository. */
export function readCall({ key: unit, node: job }: MapEntry): readonly WorkflowCall[] {
  const uses = get(job, 'uses');
  const path = /^\.\/(\.github\/workflows\/[^/@]+\.ya?ml)$/.exec(textOf(uses) ?? '')?.[1];
  if (!uses || path === undefined) return [];
  const passed = get(job, 'secrets');
  const call = { kind: 'workflow-call', line: uses.line, unit, path } as const;
  if (textOf(passed) === 'inherit') return [call];
  return [{ ...call, secrets: [...entries(passed)].map(({ key, line }) => ({ name: key, line })) }];
}
