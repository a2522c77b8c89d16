import { code, text } from '../../report/text.ts';
import { factsIn, selects } from '../../system/cluster-groups.ts';
import type { ClusterGroup, Pods } from '../../system/cluster-groups.ts';
import type { Declaration, Port, ServiceName, ServicePort } from '../../system/facts.ts';
import { mayBeSame } from '../../system/cluster-builds.ts';
import type { Located } from '../../system/system.ts';
import { commandPorts, isPortName, named, variableEnd } from './port-ends.ts';
import type { PortEnd } from './port-ends.ts';

/** Everything that says on which port the pods of a workload listen, or asks them there. */
export function podPortEnds(group: ClusterGroup, pods: Pods): readonly PortEnd[] {
  const units = new Set(pods.units.map(({ name }) => name));
  const isOwn = ({ unit }: { readonly unit?: string }): boolean => unit !== undefined && units.has(unit);
  const container = (unit: string): string => unit.slice(unit.lastIndexOf('/') + 1);
  const stated = new Map<string, Located<Port>[]>();
  for (const port of factsIn(group, 'port').filter(isOwn))
    stated.set(port.unit, [...(stated.get(port.unit) ?? []), port]);
  return [
    ...[...stated].flatMap(([unit, ports]): PortEnd[] => {
      const [first] = ports;
      const numbers = new Set(ports.map(({ port }) => port));
      const name = text`containerPort of ${code(container(unit))}`;
      return first ? [{ key: `containerPort ${unit}`, role: 'states', name, numbers, at: first }] : [];
    }),
    ...factsIn(group, 'declaration')
      .filter((each) => isOwn(each) && isPortName(each.name))
      .flatMap((each) =>
        variableEnd(each, { key: `env ${each.unit} ${each.name}`, role: 'listens', name: named(each.name) }),
      ),
    ...factsIn(group, 'command')
      .filter((each) => isOwn(each) && each.role !== 'init')
      .flatMap((each): PortEnd[] => {
        const numbers = commandPorts(each.text ?? '');
        const name = text`the command of ${code(container(each.unit))}`;
        return numbers.size === 0
          ? []
          : [{ key: `command ${each.unit} ${each.role}`, role: 'listens', name, numbers, at: each }];
      }),
    ...factsIn(group, 'health-check')
      .filter((each) => isOwn(each) && each.portName === undefined && each.port !== undefined)
      .map((each): PortEnd => ({
        key: `probe ${each.unit} ${each.probe}`,
        role: 'asks',
        name: text`the ${[each.probe]} probe`,
        numbers: new Set([each.port ?? 0]),
        at: each,
      })),
    ...targetsOf(group, pods).flatMap((each): PortEnd[] =>
      typeof each.target === 'number'
        ? [
            {
              key: `Service ${each.service} ${each.name ?? each.port}`,
              role: 'asks',
              name: text`targetPort of ${code(`Service/${each.service}`)}`,
              numbers: new Set([each.target]),
              at: each,
            },
          ]
        : [],
    ),
  ];
}

/** Ports of the Services that pick these pods. */
export function targetsOf(group: ClusterGroup, pods: Pods): readonly Located<ServicePort>[] {
  const picking = factsIn(group, 'service').filter(
    ({ selector, namespace }) => selector !== undefined && selects(selector, namespace, pods),
  );
  return factsIn(group, 'service-port').filter((port) =>
    picking.some(({ name, file }) => name === port.service && file === port.file),
  );
}

/** The ports of a Service, and the environment of containers that calls it. */
export function servicePortEnds(group: ClusterGroup, service: Located<ServiceName>): readonly PortEnd[] {
  const ports = factsIn(group, 'service-port').filter(
    (port) => port.service === service.name && port.file === service.file,
  );
  const [first] = ports;
  if (!first) return [];
  const callers = factsIn(group, 'declaration').flatMap((each): PortEnd[] =>
    each.unit !== undefined && each.value?.port !== undefined && isCalled(each, service)
      ? [
          {
            key: `${each.unit} ${each.name}`,
            role: 'calls',
            name: text`${code(each.name)} of ${code(each.unit)}`,
            numbers: new Set([each.value.port]),
            at: each,
          },
        ]
      : [],
  );
  const numbers = new Set(ports.map(({ port }) => port));
  return [{ key: 'port', role: 'listens', name: text`its port`, numbers, at: first }, ...callers];
}

/** `web`, `web.shop`, `web.shop.svc.cluster.local` */
function isCalled({ value }: Declaration, { name, namespace }: ServiceName): boolean {
  const [first, second] = (value?.host ?? '').split('.');
  return first === name.toLowerCase() && (second === undefined || mayBeSame(second, namespace));
}
