import { code, list, text } from '../../report/text.ts';
import { mayBeSame } from '../../system/cluster-builds.ts';
import { clusterGroupPairs, factsIn } from '../../system/cluster-groups.ts';
import type { ClusterGroup } from '../../system/cluster-groups.ts';
import type { Route, ServiceName } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem } from '../rule.ts';

/** Routes of a cluster whose Service, or whose port of it, was there at base and is not any more. */
export function clusterRoutes(change: Change): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const { base, head } of clusterGroupPairs(change)) {
    if (base.open || head.open) continue;
    for (const route of factsIn(head, 'route')) {
      if (route.scheme !== 'cluster') continue;
      const problem = problemOf(change, base, head, route);
      if (problem && !found.has(problem.identity.join('\0'))) found.set(problem.identity.join('\0'), problem);
    }
  }
  return [...found.values()];
}

function problemOf(
  change: Change,
  base: ClusterGroup,
  head: ClusterGroup,
  route: Located<Route>,
): Problem | undefined {
  const before = servicesFor(base, route);
  const after = servicesFor(head, route);
  const [was] = before;
  if (!was) return undefined;
  const common = {
    subject: route.service,
    severity: 'critical',
    confidence: 'likely',
    at: placeOf(route),
    atBase: placeOf(was),
  } as const;
  if (after.length === 0) {
    if (isElsewhere(change.head, change.base, route.service)) return undefined;
    return {
      ...common,
      identity: [route.file, route.by, route.service],
      title: text`The Service ${code(route.service)} is gone, and ${code(route.by)} still sends requests to it`,
      assumption: text`Assumes there is a Service ${code(route.service)} for ${code(route.by)}`,
      verify: text`Render the manifests and look for a Service called ${code(route.service)}`,
    };
  }
  const { port } = route;
  if (port === undefined || !has(base, before, port) || has(head, after, port)) return undefined;
  const offered = portsOf(head, after);
  if (offered.length === 0) return undefined;
  return {
    ...common,
    identity: [route.file, route.by, route.service, String(port)],
    title: text`${code(`Service/${route.service}`)} no longer has the port ${code(String(port))} that ${code(route.by)} names`,
    assumption: text`Assumes ${code(`Service/${route.service}`)} offers the port ${code(String(port))}; it offers ${list(
      offered.map((each) => String(typeof port === 'number' ? each.port : (each.name ?? each.port))),
      4,
    )}`,
    verify: text`Compare the port of ${code(route.by)} with ${code(`kubectl get service ${route.service}`)}`,
  };
}

type Service = Located<ServiceName>;

function servicesFor(group: ClusterGroup, { service, namespace }: Route): readonly Service[] {
  return factsIn(group, 'service').filter(
    (each) => each.name === service && (group.layered || mayBeSame(each.namespace, namespace)),
  );
}

function portsOf(group: ClusterGroup, services: readonly Service[]) {
  const files = new Set(services.map(({ file }) => file));
  const name = services[0]?.name;
  return factsIn(group, 'service-port').filter((each) => each.service === name && files.has(each.file));
}

function has(group: ClusterGroup, services: readonly Service[], port: number | string): boolean {
  return portsOf(group, services).some((each) => each.port === port || each.name === port);
}

/** Another file has it newly. */
function isElsewhere(head: System, base: System, name: string): boolean {
  const filesOf = (system: System): ReadonlySet<string> =>
    new Set(system.facts('service').flatMap((each) => (each.name === name ? [each.file] : [])));
  const known = filesOf(base);
  return [...filesOf(head)].some((file) => !known.has(file));
}
