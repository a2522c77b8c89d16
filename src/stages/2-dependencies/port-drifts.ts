import { isTestPath } from '../../formats/code-paths.ts';
import { folderOf, joinPath } from '../../formats/paths.ts';
import { text } from '../../report/text.ts';
import { clusterGroupPairs, factsIn, podsIn } from '../../system/cluster-groups.ts';
import { composePairs } from '../../system/compose-project.ts';
import { ofFile } from '../../system/image-stages.ts';
import type { Unit } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { podPortEnds, servicePortEnds } from './cluster-port-ends.ts';
import { composePortEnds, dockerfileEnds } from './compose-port-ends.ts';
import { driftOf, isPortName, named, variableEnd } from './port-ends.ts';
import type { PortDrift, PortEnd } from './port-ends.ts';

export interface UnitDrift {
  readonly unit: string;
  readonly identity: readonly string[];
  readonly drift: PortDrift;
}

const cache = new WeakMap<Change, readonly UnitDrift[]>();

/** Units of whose port one end moved and another did not. */
export function portDrifts(change: Change): readonly UnitDrift[] {
  const known = cache.get(change);
  if (known) return known;
  const found = new Map<string, UnitDrift>();
  for (const each of [...ofCompose(change), ...ofClusters(change), ...ofPlatforms(change)]) {
    const key = [each.unit, each.drift.left[0]?.at.file, each.drift.from].join('\0');
    if (!found.has(key)) found.set(key, each);
  }
  cache.set(change, [...found.values()]);
  return [...found.values()];
}

function ofCompose(change: Change): readonly UnitDrift[] {
  return composePairs(change).flatMap(({ base, head }) => {
    if (base.partial || head.partial || head.paths.some(isTestPath)) return [];
    return [...head.services.values()].flatMap((service): readonly UnitDrift[] => {
      const before = base.services.get(service.name);
      if (!before || service.partial || before.partial) return [];
      // Another program listens where it wants.
      if (before.image?.repository !== service.image?.repository && !service.build) return [];
      const drift = driftOf(
        composePortEnds(change.base, base, before),
        composePortEnds(change.head, head, service),
      );
      return drift ? [{ unit: service.name, identity: [head.folder, service.name], drift }] : [];
    });
  });
}

function ofClusters(change: Change): readonly UnitDrift[] {
  return clusterGroupPairs(change).flatMap(({ base, head }): readonly UnitDrift[] => {
    const before = podsIn(base);
    const pods = podsIn(head).flatMap((after): readonly UnitDrift[] => {
      const was = before.find(
        ({ workload, namespace }) =>
          workload === after.workload && (head.layered || namespace === after.namespace),
      );
      const drift = was && driftOf(podPortEnds(base, was), podPortEnds(head, after));
      return drift ? [{ unit: after.workload, identity: [head.key, after.workload], drift }] : [];
    });
    const services = factsIn(head, 'service').flatMap((service): readonly UnitDrift[] => {
      const was = factsIn(base, 'service').find(
        (each) =>
          each.name === service.name && each.file === service.file && each.namespace === service.namespace,
      );
      const drift = was && driftOf(servicePortEnds(base, was), servicePortEnds(head, service));
      return drift ? [{ unit: service.name, identity: [head.key, `Service/${service.name}`], drift }] : [];
    });
    return [...pods, ...services];
  });
}

const hosted: ReadonlySet<string> = new Set([
  'fly',
  'render',
  'digitalocean-app',
  'ecs-task-definition',
  'cloudformation',
]);

/** Manifests of hosting platforms and tasks, with the Dockerfile that is built beside them. */
function ofPlatforms(change: Change): readonly UnitDrift[] {
  const units = (system: System): readonly Located<Unit>[] =>
    system
      .facts('unit')
      .filter(({ file }) => hosted.has(system.files.get(file)?.format ?? '') && !isTestPath(file));
  const before = units(change.base);
  return units(change.head).flatMap((unit): readonly UnitDrift[] => {
    const was = before.find(({ name, file }) => name === unit.name && file === unit.file);
    const drift = was && driftOf(platformEnds(change.base, was), platformEnds(change.head, unit));
    return drift ? [{ unit: unit.name, identity: [unit.file, unit.name], drift }] : [];
  });
}

function platformEnds(system: System, unit: Located<Unit>): readonly PortEnd[] {
  const { file, name } = unit;
  const isOwn = (fact: { readonly unit?: string }): boolean => fact.unit === undefined || fact.unit === name;
  const variables = ofFile(system, file, 'declaration').filter(
    (each) => isOwn(each) && each.phase === 'run' && isPortName(each.name),
  );
  const ports = ofFile(system, file, 'port').filter(isOwn);
  const checks = ofFile(system, file, 'health-check').filter(
    (each) => isOwn(each) && each.port !== undefined,
  );
  const isFly = system.files.get(file)?.format === 'fly';
  const dockerfile = isFly ? joinPath(folderOf(file), unit.build?.dockerfile ?? 'Dockerfile') : null;
  const [port] = ports;
  const given = new Set(variables.map((each) => each.name));
  return [
    ...(port
      ? [
          {
            key: 'port',
            role: 'asks' as const,
            name: text`the port of the platform`,
            numbers: new Set(ports.map((each) => each.port)),
            at: port,
          },
        ]
      : []),
    ...checks.map((each, index): PortEnd => ({
      key: `check ${index}`,
      role: 'asks',
      name: text`the health check`,
      numbers: new Set([each.port ?? 0]),
      at: each,
    })),
    ...variables.flatMap((each) =>
      variableEnd(each, { key: `env ${each.name}`, role: 'listens', name: named(each.name) }),
    ),
    ...(dockerfile === null
      ? []
      : dockerfileEnds(system, dockerfile, unit.build?.target, { given, command: false })),
  ];
}
