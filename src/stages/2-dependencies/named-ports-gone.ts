import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { clusterGroupPairs, factsIn, podsIn } from '../../system/cluster-groups.ts';
import type { ClusterGroup, Pods } from '../../system/cluster-groups.ts';
import type { Change, Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem } from '../rule.ts';
import { targetsOf } from './cluster-port-ends.ts';

/** Services and probes that name a port which their pods named at base and name no longer. */
export function namedPortsGone(change: Change): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const { base, head } of clusterGroupPairs(change)) {
    const before = podsIn(base);
    for (const pods of podsIn(head)) {
      const was = before.find(
        ({ workload, namespace }) =>
          workload === pods.workload && (head.layered || namespace === pods.namespace),
      );
      const names = namesOf(head, pods);
      // Without any name left, ports may be stated elsewhere now.
      if (!was || (names.size === 0 && portsOf(head, pods).length === 0)) continue;
      for (const problem of goneFor(head, pods, namesOf(base, was), names))
        found.set(problem.identity.join('\0'), problem);
    }
  }
  return [...found.values()];
}

function goneFor(
  head: ClusterGroup,
  pods: Pods,
  before: ReadonlySet<string>,
  names: ReadonlySet<string>,
): readonly Problem[] {
  const isGone = (name: string): boolean => before.has(name) && !names.has(name);
  const ofServices = targetsOf(head, pods).flatMap((port) =>
    typeof port.target === 'string' && isGone(port.target)
      ? [
          problemOf(
            pods,
            port.service,
            port.target,
            text`targetPort of ${code(`Service/${port.service}`)}`,
            names,
            port,
          ),
        ]
      : [],
  );
  const units = new Set(pods.units.map(({ name }) => name));
  const ofProbes = factsIn(head, 'health-check').flatMap((probe) =>
    units.has(probe.unit) && probe.portName !== undefined && isGone(probe.portName)
      ? [problemOf(pods, probe.unit, probe.portName, text`the ${[probe.probe]} probe`, names, probe)]
      : [],
  );
  return [...ofServices, ...ofProbes];
}

function problemOf(
  pods: Pods,
  subject: string,
  port: string,
  who: Text,
  names: ReadonlySet<string>,
  at: Located,
): Problem {
  const now =
    names.size === 0 ? text`no port has a name now` : text`its ports are called ${list([...names], 4)}`;
  return {
    subject,
    identity: [at.file, subject, port],
    severity: 'critical',
    confidence: 'likely',
    title: text`No container of ${code(pods.workload)} has a port called ${code(port)} any more, and ${who} names it`,
    assumption: text`Assumes ${code(pods.workload)} still has a port called ${code(port)}; ${now}`,
    verify: text`Render the manifests and look for ${code(`name: ${port}`)}; in a cluster, ${code(`kubectl get endpoints`)}`,
    at: placeOf(at),
    related: pods.units
      .slice(0, 3)
      .map((unit) => ({ ...placeOf(unit), side: 'head', note: text`names its ports otherwise` })),
  };
}

function portsOf(group: ClusterGroup, { units }: Pods): readonly { readonly name?: string }[] {
  const own = new Set(units.map(({ name }) => name));
  return factsIn(group, 'port').filter(({ unit }) => own.has(unit));
}

function namesOf(group: ClusterGroup, pods: Pods): ReadonlySet<string> {
  return new Set(portsOf(group, pods).flatMap(({ name }) => (name === undefined ? [] : [name])));
}
