import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import type { ComposeSet } from '../../system/compose-project.ts';
import type { ComposeService } from '../../system/compose-service.ts';
import { givenTo, hostIn, namesOf } from '../../system/host-references.ts';
import { ofFile, stageChain } from '../../system/image-stages.ts';
import { dockerfileOf, healthOf } from '../../system/service-health.ts';
import type { Located, System } from '../../system/system.ts';
import type { Declaration, Port } from '../../system/facts.ts';
import { commandPorts, isPortName, named, variableEnd } from './port-ends.ts';
import type { PortEnd } from './port-ends.ts';

/** Everything that says on which port a compose service listens, or asks it there. */
export function composePortEnds(
  system: System,
  set: ComposeSet,
  service: ComposeService,
): readonly PortEnd[] {
  return [
    ...ownEnds(system, set, service),
    ...callers(system, set, service),
    ...proxies(system, set, service),
  ];
}

function ownEnds(system: System, set: ComposeSet, service: ComposeService): readonly PortEnd[] {
  const tcp = service.ports.filter(({ protocol }) => protocol === 'tcp');
  const health = healthOf(system, set, service);
  const asked = typeof health === 'object' && health.port !== undefined ? health : undefined;
  const environment = [...service.environment.values()].filter(({ name }) => isPortName(name));
  const given = new Set(environment.map(({ name }) => name));
  const labels = service.statements.flatMap(({ file }) =>
    ofFile(system, file, 'route-service').filter(
      ({ unit, port }) => unit === service.name && port !== undefined,
    ),
  );
  return [
    ...ports(
      'ports',
      tcp.filter(({ role }) => role === 'publish'),
      'asks',
      text`the published port`,
    ),
    ...ports(
      'expose',
      tcp.filter(({ role }) => role === 'expose'),
      'states',
      named('expose'),
    ),
    ...(asked
      ? [
          {
            key: 'health',
            role: 'asks' as const,
            name: text`the health check`,
            numbers: new Set([asked.port ?? 0]),
            at: asked,
          },
        ]
      : []),
    ...environment.flatMap((each) =>
      variableEnd(each, { key: `env ${each.name}`, role: 'listens', name: named(each.name) }),
    ),
    ...labels.map((label): PortEnd => ({
      key: `label ${label.name}`,
      role: 'asks',
      name: text`the Traefik label`,
      numbers: new Set([label.port ?? 0]),
      at: label,
    })),
    ...command(service),
    ...imageEnds(system, set, service, given),
  ];
}

function ports(
  key: string,
  all: readonly Located<Port>[],
  role: PortEnd['role'],
  name: PortEnd['name'],
): readonly PortEnd[] {
  const [first] = all;
  return first ? [{ key, role, name, numbers: new Set(all.map(({ port }) => port)), at: first }] : [];
}

function command({ command: args, entrypoint }: ComposeService): readonly PortEnd[] {
  return [entrypoint, args].flatMap((fact): readonly PortEnd[] => {
    const numbers = commandPorts(fact?.text ?? '');
    return fact && numbers.size > 0
      ? [{ key: `command ${fact.role}`, role: 'listens', name: text`the command`, numbers, at: fact }]
      : [];
  });
}

/** EXPOSE, ENV and CMD of the image that the service is built to. */
function imageEnds(
  system: System,
  set: ComposeSet,
  service: ComposeService,
  given: ReadonlySet<string>,
): readonly PortEnd[] {
  const dockerfile = dockerfileOf(set, service);
  if (typeof dockerfile !== 'string') return [];
  return dockerfileEnds(system, dockerfile, service.build?.build?.target, {
    given,
    command: service.command !== undefined || service.entrypoint !== undefined,
  });
}

/** `given`: variables that whoever runs the image sets anew; `command`: it states a command of its own. */
export function dockerfileEnds(
  system: System,
  dockerfile: string,
  target: string | undefined,
  own: { readonly given: ReadonlySet<string>; readonly command: boolean },
): readonly PortEnd[] {
  const stages = stageChain(system, dockerfile, target).map(({ name }) => name);
  const inChain = ({ unit }: { readonly unit?: string }): boolean =>
    unit !== undefined && stages.includes(unit);
  const exposed = ofFile(system, dockerfile, 'port').filter(
    (port) => inChain(port) && port.protocol === 'tcp',
  );
  const last = (facts: readonly Located<Declaration>[]): readonly Located<Declaration>[] => [
    ...new Map(facts.map((fact) => [fact.name, fact])).values(),
  ];
  const variables = last(
    ofFile(system, dockerfile, 'declaration').filter(
      (each) => inChain(each) && each.phase === 'run' && isPortName(each.name) && !own.given.has(each.name),
    ),
  );
  const commands = own.command
    ? []
    : ofFile(system, dockerfile, 'command').filter(({ unit }) => unit === stages[0]);
  return [
    ...ports('EXPOSE', exposed, 'states', named('EXPOSE')),
    ...variables.flatMap((each) =>
      variableEnd(each, {
        key: `ENV ${each.name}`,
        role: 'listens',
        name: text`${code(each.name)} of the image`,
      }),
    ),
    ...commands.flatMap((fact): readonly PortEnd[] => {
      const numbers = commandPorts(fact.text ?? '');
      return numbers.size === 0
        ? []
        : [{ key: `CMD ${fact.role}`, role: 'listens', name: text`the image's command`, numbers, at: fact }];
    }),
  ];
}

/** Other services that call this one, in one variable (`API_URL`) or in two (`API_HOST`, `API_PORT`), or in a command. */
function callers(system: System, set: ComposeSet, service: ComposeService): readonly PortEnd[] {
  const hosts = namesOf(service);
  return [...set.services.values()].flatMap((caller): readonly PortEnd[] => {
    if (caller.name === service.name) return [];
    const given = givenTo(system, set, caller);
    const byName = new Map(given.map((each) => [each.name, each]));
    return given.flatMap((variable): readonly PortEnd[] => {
      const { name, value } = variable;
      const end = {
        key: `${caller.name} ${name}`,
        role: 'calls',
        name: text`${code(name)} of ${code(caller.name)}`,
      } as const;
      if (value?.host !== undefined && value.port !== undefined && hosts.has(value.host))
        return [{ ...end, numbers: new Set([value.port]), at: variable }];
      const stem = /^(.*?)_?PORT$/.exec(name)?.[1];
      const host =
        stem === undefined
          ? undefined
          : ['_HOST', 'HOST', '_HOSTNAME', '_SERVER', '_ADDR']
              .map((ending) => byName.get(stem + ending))
              .find((each) => each !== undefined);
      return host && hostIn(host, hosts) !== undefined ? variableEnd(variable, end) : [];
    });
  });
}

/** Proxies and scrapers whose files lie with the project. */
function proxies(system: System, set: ComposeSet, service: ComposeService): readonly PortEnd[] {
  const hosts = namesOf(service);
  const found = new Map<string, { numbers: Set<number>; at: Located }>();
  for (const route of system.facts('route')) {
    const inProject = set.folder === '' || route.file.startsWith(`${set.folder}/`);
    if (route.scheme !== 'host' || typeof route.port !== 'number' || !hosts.has(route.service)) continue;
    if (!inProject || isTestPath(route.file)) continue;
    const known = found.get(route.file) ?? { numbers: new Set<number>(), at: route };
    known.numbers.add(route.port);
    found.set(route.file, known);
  }
  return [...found].map(([file, { numbers, at }]) => ({
    key: `proxy ${file}`,
    role: 'calls',
    name: named(file),
    numbers,
    at,
  }));
}
