import type { Fact, Unit, Workload } from '../../system/facts.ts';
import { runtimeOf } from '../dockerfile/runtime-images.ts';
import { Unreadable } from '../format.ts';
import { parseImageReference } from '../image-reference.ts';
import { nodeDigest } from '../node-digest.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { readCommands } from './commands.ts';
import { readEnvironment, readEnvironmentSources } from './environment.ts';
import { textMap } from './object.ts';
import type { KubernetesObject } from './object.ts';
import { readPorts, readProbes } from './ports.ts';
import { containerReferences, podReferences } from './references.ts';
import { podTargets } from './targets.ts';
import { readMounts } from './volumes.ts';

/** Far above any file a person wrote; containers that share blocks through aliases can multiply without end. */
export const mostFacts = 50_000;

/** Where each kind keeps the template of its pods. */
const templates: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  // Argo Rollouts
  Rollout: ['spec', 'template'],
  // Knative
  Service: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  // KEDA
  ScaledJob: ['spec', 'jobTargetRef', 'template'],
};

/** Each container of a workload is a unit: `Deployment/web/app`. Init containers and sidecars too. */
export function readWorkload(object: KubernetesObject): readonly Fact[] {
  const place = Object.hasOwn(templates, object.kind) ? templates[object.kind] : undefined;
  const template = place ? get(object.root, ...place) : undefined;
  if (!template || object.name === '') return [];
  const stated = workloadOf(object, template);
  const spec = get(template, 'spec');
  if (!spec) return [stated];
  const containers = items(get(spec, 'containers')).map((node) => ({ node, init: false }));
  const before = items(get(spec, 'initContainers')).map((node) => ({ node, init: true }));
  const owner = { by: stated.name, ...namespaceOf(object) };
  const facts: Fact[] = [stated, ...podReferences(spec, owner), ...podTargets(spec, owner)];
  for (const { node, init } of [...before, ...containers]) {
    const name = textOf(get(node, 'name'));
    if (name === undefined) continue;
    for (const fact of readContainer(node, name, init, object, template, spec)) facts.push(fact);
    if (facts.length > mostFacts)
      throw new Unreadable('too-large', 'Its containers repeat too much of each other');
  }
  return facts;
}

/** Annotations that are there to change when configuration does, or to have somebody watch it. */
const checksum = /(?:checksum|(?:^|[./-])hash|config-?(?:version|rev))/i;
const reloader = /^(?:(?:[\w-]+\.)*reloader\.stakater\.com\/|wave\.pusher\.com\/|reloader\.)/;

function workloadOf(object: KubernetesObject, template: Node): Workload {
  const own = get(object.root, 'metadata', 'annotations');
  const pods = get(template, 'metadata', 'annotations');
  const keys = [...entries(own), ...entries(pods)].map(({ key }) => key);
  const restarts =
    [...entries(pods)].find(({ key }) => checksum.test(key))?.key ?? keys.find((key) => reloader.test(key));
  return {
    kind: 'workload',
    line: object.line,
    name: `${object.kind}/${object.name}`,
    ...namespaceOf(object),
    digest: nodeDigest(template),
    ...(restarts === undefined ? {} : { restarts }),
  };
}

function namespaceOf({ namespace }: KubernetesObject): { readonly namespace?: string } {
  return namespace === undefined ? {} : { namespace };
}

function readContainer(
  node: Node,
  container: string,
  init: boolean,
  object: KubernetesObject,
  template: Node,
  spec: Node,
): readonly Fact[] {
  const unit = `${object.kind}/${object.name}/${container}`;
  const sources = readEnvironmentSources(get(node, 'envFrom'), unit);
  const labels = textMap(get(template, 'metadata', 'labels'));
  const open = [
    ...sources.map(({ source, object: name }) => `envFrom ${source} ${name}`),
    ...injectors(get(template, 'metadata', 'annotations')),
  ];
  return [
    {
      kind: 'unit',
      line: node.line,
      name: unit,
      type: 'workload-container',
      ...namespaceOf(object),
      ...(labels ? { labels } : {}),
      ...(init ? {} : graceOf(spec)),
      ...(open.length > 0 ? { open } : {}),
    },
    ...readImage(get(node, 'image'), unit),
    ...readEnvironment(get(node, 'env'), unit),
    ...sources,
    ...readCommands(node, unit, init),
    ...readPorts(node, unit),
    ...readProbes(node, unit),
    ...readMounts(node, spec, object.root, unit),
    ...containerReferences(node, spec, { by: unit, ...namespaceOf(object) }),
  ];
}

function graceOf(spec: Node): Pick<Unit, 'graceSeconds'> {
  const node = get(spec, 'terminationGracePeriodSeconds');
  const seconds = textOf(node) ?? '';
  return node ? { graceSeconds: /^\d{1,9}$/.test(seconds) ? Number(seconds) : null } : {};
}

function readImage(node: Node | undefined, unit: string): readonly Fact[] {
  const reference = parseImageReference(textOf(node) ?? '');
  if (!node || !reference) return [];
  const runtime = runtimeOf(reference);
  return [
    { kind: 'image', line: node.line, unit, ...reference, role: 'run' },
    ...(runtime ? [{ kind: 'runtime', line: node.line, ...runtime, source: 'image' } as const] : []),
  ];
}

/** Agents that add to the environment of a pod that asks for them. */
function injectors(annotations: Node | undefined): readonly string[] {
  const asks = (key: string): boolean => textOf(get(annotations, key)) === 'true';
  return asks('vault.hashicorp.com/agent-inject') ? ['the vault agent'] : [];
}
