import type { HealthCheck, Port, ServicePort } from '../../system/facts.ts';
import { get, items, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { probeTarget } from '../probe-target.ts';

/** `ports:` of a container. */
export function readPorts(container: Node, unit: string): readonly Port[] {
  return items(get(container, 'ports')).flatMap((item): readonly Port[] => {
    const node = get(item, 'containerPort');
    const port = portNumber(node);
    if (!node || port === undefined) return [];
    const name = textOf(get(item, 'name'));
    const named = name === undefined ? {} : { name };
    return [
      { kind: 'port', line: node.line, unit, port, role: 'listen', protocol: protocolOf(item), ...named },
    ];
  });
}

/** `ports:` of a Service, each with the port of its pods that it stands for, by number or by name. */
export function readServiceTargets(
  ports: Node | undefined,
  service: Pick<ServicePort, 'service' | 'namespace'>,
): readonly ServicePort[] {
  return items(ports).flatMap((item): readonly ServicePort[] => {
    const port = portNumber(get(item, 'port'));
    const node = get(item, 'targetPort') ?? get(item, 'port');
    const target = portNumber(node) ?? textOf(node);
    if (!node || port === undefined || target === undefined || target === '') return [];
    const name = textOf(get(item, 'name'));
    const named = name === undefined ? {} : { name };
    return [{ kind: 'service-port', line: node.line, ...service, port, target, ...named }];
  });
}

/** `ports:` of a Service: what it listens on, and the port of its pods where that is a number. */
export function readServicePorts(ports: Node | undefined, unit: string): readonly Port[] {
  return items(ports).flatMap((item): readonly Port[] => {
    const node = get(item, 'port');
    const published = portNumber(node);
    if (!node || published === undefined) return [];
    const target = get(item, 'targetPort');
    const port = target ? portNumber(target) : published;
    if (port === undefined) return [];
    return [
      { kind: 'port', line: node.line, unit, port, role: 'publish', published, protocol: protocolOf(item) },
    ];
  });
}

const probes = [
  ['livenessProbe', 'liveness'],
  ['readinessProbe', 'readiness'],
  ['startupProbe', 'startup'],
] as const;

export function readProbes(container: Node, unit: string): readonly HealthCheck[] {
  return probes.flatMap(([key, probe]): readonly HealthCheck[] => {
    const node = get(container, key);
    if (node?.kind !== 'map' || !container || container.kind !== 'map') return [];
    const line = container.entries.get(key)?.line ?? node.line;
    return [
      {
        kind: 'health-check',
        line,
        unit,
        probe,
        disabled: false,
        ...targetOf(node, container),
        ...noticedAfter(node),
      },
    ];
  });
}

/** The kubelet asks every ten seconds, and three times, where nothing else is said. */
function noticedAfter(probe: Node): Pick<HealthCheck, 'noticedAfter'> {
  const [every, times] = [get(probe, 'periodSeconds'), get(probe, 'failureThreshold')];
  if (!every && !times) return {};
  const seconds = (portNumber(every) ?? (every ? NaN : 10)) * (portNumber(times) ?? (times ? NaN : 3));
  return seconds > 0 ? { noticedAfter: seconds } : {};
}

function targetOf(
  probe: Node,
  container: Node,
): Pick<HealthCheck, 'port' | 'portName' | 'httpPath' | 'text'> {
  const asked = get(probe, 'httpGet') ?? get(probe, 'tcpSocket') ?? get(probe, 'grpc');
  if (asked) {
    const number = portNumber(get(asked, 'port'));
    const portName = number === undefined ? textOf(get(asked, 'port')) : undefined;
    const port = number ?? namedPort(container, portName);
    const path = get(probe, 'httpGet') ? (textOf(get(asked, 'path')) ?? '/') : undefined;
    return {
      ...(port === undefined ? {} : { port }),
      ...(portName === undefined ? {} : { portName }),
      ...(path === undefined ? {} : { httpPath: path }),
    };
  }
  const text = textsOf(get(probe, 'exec', 'command'))
    .map((word) => word.text)
    .join(' ');
  return text === '' ? {} : { text, ...probeTarget(text) };
}

function namedPort(container: Node, name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  const found = items(get(container, 'ports')).find((item) => textOf(get(item, 'name')) === name);
  return portNumber(get(found, 'containerPort'));
}

function portNumber(node: Node | undefined): number | undefined {
  const text = textOf(node) ?? '';
  return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

function protocolOf(item: Node): string {
  return (textOf(get(item, 'protocol')) ?? 'tcp').toLowerCase();
}
