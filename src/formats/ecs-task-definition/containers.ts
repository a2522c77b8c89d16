import type { Edge, Fact, HealthCheck, Port } from '../../system/facts.ts';
import { runtimeOf } from '../dockerfile/runtime-images.ts';
import { parseImageReference } from '../image-reference.ts';
import { taskCallsOf } from '../invocations.ts';
import { items, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { probeTarget } from '../probe-target.ts';
import type { ValueLanguage } from '../supplied-value.ts';
import { readEnvironmentList, readSecretList } from './environment.ts';
import { field, fieldEntry } from './fields.ts';

export interface Task {
  /** what its units are named after: the family, or the name of the resource */
  readonly name: string;
  readonly language: ValueLanguage;
}

/**
 * Each container of a task definition is a unit: `orders/api`. The three ways of writing them share this.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function readContainers(list: Node | undefined, task: Task): readonly Fact[] {
  return items(list).flatMap((container) => {
    const name = textOf(field(container, 'name'));
    return container.kind === 'map' && name !== undefined ? readContainer(container, name, task) : [];
  });
}

function readContainer(container: Node, name: string, task: Task): readonly Fact[] {
  const unit = `${task.name}/${name}`;
  const environment = readEnvironmentList(field(container, 'environment'), unit, task.language);
  const secrets = readSecretList(field(container, 'secrets'), unit, task.language);
  const files = field(container, 'environmentFiles');
  const open = [...environment.open, ...secrets.open, ...(files ? ['environmentFiles'] : [])];
  return [
    {
      kind: 'unit',
      line: container.line,
      name: unit,
      type: 'ecs-container',
      ...(open.length > 0 ? { open } : {}),
    },
    ...readImage(field(container, 'image'), unit),
    ...environment.facts,
    ...secrets.facts,
    ...readCommands(container, unit),
    ...readPorts(container, unit),
    ...readHealth(container, unit),
    ...readOrder(container, unit, task.name),
  ];
}

function readImage(node: Node | undefined, unit: string): readonly Fact[] {
  const reference = node?.kind === 'scalar' && isPlain(node) ? parseImageReference(node.text) : null;
  if (!node || !reference) return [];
  const runtime = runtimeOf(reference);
  return [
    { kind: 'image', line: node.line, unit, ...reference, role: 'run' },
    ...(runtime ? [{ kind: 'runtime', line: node.line, ...runtime, source: 'image' } as const] : []),
  ];
}

/** Not a reference to something else: a text, maybe with marks in it. */
function isPlain(node: Node): boolean {
  return node.tag === undefined || node.tag === '!template' || node.tag === '!Sub';
}

const commands = [
  ['entryPoint', 'entrypoint'],
  ['command', 'command'],
] as const;

function readCommands(container: Node, unit: string): readonly Fact[] {
  return commands.flatMap(([key, role]): readonly Fact[] => {
    const node = field(container, key);
    const argv = textsOf(node).map(({ text }) => text);
    if (node?.kind !== 'list' || argv.length === 0) return [];
    const { line } = node;
    const directory = textOf(field(container, 'workingDirectory'));
    const place = directory?.startsWith('/') ? { directory } : {};
    const calls = taskCallsOf(argv, null).map(
      (call) => ({ kind: 'invocation', ...call, line, unit }) as const,
    );
    return [
      { kind: 'command', line, unit, role, argv, shell: false, text: argv.join(' '), ...place },
      ...calls,
    ];
  });
}

function readPorts(container: Node, unit: string): readonly Port[] {
  return items(field(container, 'portMappings')).flatMap((item): readonly Port[] => {
    const node = field(item, 'containerPort');
    const port = portNumber(node);
    if (!node || port === undefined) return [];
    const protocol = (textOf(field(item, 'protocol')) ?? 'tcp').toLowerCase();
    const published = portNumber(field(item, 'hostPort'));
    const common = { kind: 'port', line: node.line, unit, port, protocol } as const;
    const outside =
      published === undefined || published === 0 ? [] : [{ ...common, role: 'publish', published } as const];
    return [{ ...common, role: 'listen' }, ...outside];
  });
}

function portNumber(node: Node | undefined): number | undefined {
  const text = textOf(node) ?? '';
  return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

function readHealth(container: Node, unit: string): readonly HealthCheck[] {
  const entry = fieldEntry(container, 'healthCheck');
  if (entry?.node.kind !== 'map') return [];
  const [first, ...rest] = textsOf(field(entry.node, 'command')).map(({ text }) => text);
  const common = { kind: 'health-check', line: entry.line, unit, probe: 'health' } as const;
  if (first === 'NONE') return [{ ...common, disabled: true }];
  const text = (/^CMD(?:-SHELL)?$/.test(first ?? '') ? rest : [first ?? '', ...rest]).join(' ');
  return [{ ...common, disabled: false, ...(text === '' ? {} : { text, ...probeTarget(text) }) }];
}

const conditions: Readonly<Record<string, Edge['condition']>> = {
  START: 'started',
  HEALTHY: 'healthy',
  COMPLETE: 'completed',
  SUCCESS: 'completed',
};

function readOrder(container: Node, from: string, task: string): readonly Edge[] {
  return items(field(container, 'dependsOn')).flatMap((item): readonly Edge[] => {
    const to = textOf(field(item, 'containerName'));
    const condition = conditions[textOf(field(item, 'condition')) ?? ''];
    if (to === undefined || !condition) return [];
    return [{ kind: 'edge', line: item.line, from, to: `${task}/${to}`, condition, required: true }];
  });
}
