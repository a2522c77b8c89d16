import type { Fact, HealthCheck, Image, Port } from '../../system/facts.ts';
import { runtimeOf } from '../dockerfile/runtime-images.ts';
import { parseImageReference } from '../image-reference.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { probeTarget } from '../probe-target.ts';
import { splitWords } from '../split-words.ts';
import { readEnvironment } from './environment.ts';

/** `services:` of a job: each is known as `job/service`. */
export function readServices(services: Node | undefined, job: string): readonly Fact[] {
  return [...entries(services)].flatMap(({ key, node }) =>
    readContainer(node, `${job}/${key}`, 'ci-service'),
  );
}

/** `container:` of a job, a text or a mapping: what its steps run in. */
export function readJobContainer(container: Node | undefined, job: string): readonly Fact[] {
  return container ? readContainer(container, job, 'run') : [];
}

function readContainer(node: Node, unit: string, role: Image['role']): readonly Fact[] {
  const options = get(node, 'options');
  return [
    ...readImage(node.kind === 'scalar' ? node : get(node, 'image'), unit, role),
    ...readEnvironment(get(node, 'env'), unit),
    ...items(get(node, 'ports')).flatMap((port) => readPort(port, unit)),
    ...(options ? readHealth(options, unit) : []),
  ];
}

function readImage(node: Node | undefined, unit: string, role: Image['role']): readonly Fact[] {
  const written = textOf(node)?.replace(/^docker:\/\//, '');
  const reference = written === undefined ? null : parseImageReference(written);
  if (!node || !reference) return [];
  const runtime = runtimeOf(reference);
  return [
    { kind: 'image', line: node.line, unit, ...reference, role },
    ...(runtime ? [{ kind: 'runtime', line: node.line, ...runtime, source: 'ci' } as const] : []),
  ];
}

/** `5432:5432`, `5432`, `6379/tcp` */
function readPort(node: Node, unit: string): readonly Port[] {
  const found = /^(?:(\d{1,5}):)?(\d{1,5})(?:\/(\w+))?$/.exec(textOf(node) ?? '');
  if (!found) return [];
  const [, published, port, protocol = 'tcp'] = found;
  const outside = published === undefined ? {} : { published: Number(published) };
  return [{ kind: 'port', line: node.line, unit, port: Number(port), role: 'publish', ...outside, protocol }];
}

/** Options of `docker create`, in one text. */
function readHealth(node: Node, unit: string): readonly HealthCheck[] {
  const words = splitWords((textOf(node) ?? '').replace(/\\\n/g, ' '));
  const at = words.findIndex((word) => /^--health-cmd(?:=|$)/.test(word));
  const common = { kind: 'health-check', line: node.line, unit, probe: 'health' } as const;
  if (words.includes('--no-healthcheck')) return [{ ...common, disabled: true }];
  if (at === -1) return [];
  const text =
    words[at]?.includes('=') === true
      ? (words[at]?.slice('--health-cmd='.length) ?? '')
      : (words[at + 1] ?? '');
  return [{ ...common, disabled: false, text, ...probeTarget(text) }];
}
