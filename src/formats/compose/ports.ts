import type { Port } from '../../system/facts.ts';
import { get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { knownText } from './service-node.ts';
import type { ServiceNode } from './service-node.ts';

/** Ports of a longer range are known by its ends only. */
const longestRange = 100;

/** `ports:` in short and long form, and `expose:`. */
export function readPorts(service: ServiceNode): readonly Port[] {
  const unit = service.name;
  return [
    ...items(get(service.map, 'ports')).flatMap((node) => publish(node, unit)),
    ...items(get(service.map, 'expose')).flatMap((node) => {
      const [numbers = '', protocol = 'tcp'] = (knownText(node) ?? '').split('/');
      return range(numbers).map((port): Port => ({
        kind: 'port',
        unit,
        port,
        role: 'expose',
        protocol,
        line: node.line,
      }));
    }),
  ];
}

function publish(node: Node, unit: string): readonly Port[] {
  if (node.kind === 'map') {
    const target = knownText(get(node, 'target')) ?? '';
    const published = knownText(get(node, 'published')) ?? '';
    return ports(target, published, textOf(get(node, 'protocol')) ?? 'tcp', unit, node.line);
  }
  const text = knownText(node) ?? withoutHostSide(textOf(node) ?? '');
  const [address = '', protocol = 'tcp'] = text.split('/');
  // `[::1]:8080:80`, `127.0.0.1:8080:80`, `8080:80`, `80`
  const [target = '', published = ''] = address
    .replace(/^\[[^\]]*\]:?/, '')
    .split(':')
    .toReversed();
  return ports(target, published, protocol, unit, node.line);
}

/** `${PORT}:80`: what a variable decides is the host's side; the container's is known. */
function withoutHostSide(text: string): string {
  const target = /:(\d+(?:-\d+)?(?:\/\w+)?)$/.exec(text)?.[1];
  return target ?? '';
}

function ports(
  target: string,
  published: string,
  protocol: string,
  unit: string,
  line: number,
): readonly Port[] {
  const onHost = range(published);
  const inside = range(target);
  return inside.map((port, index) => {
    const number = onHost.length === inside.length ? onHost[index] : undefined;
    const host = number === undefined ? {} : { published: number };
    return { kind: 'port', unit, port, role: 'publish', ...host, protocol: protocol.toLowerCase(), line };
  });
}

function range(text: string): readonly number[] {
  const found = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text.trim());
  if (!found) return [];
  const first = Number(found[1]);
  const last = Number(found[2] ?? found[1]);
  if (last < first || last > 65535) return [];
  if (last - first >= longestRange) return [first, last];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
