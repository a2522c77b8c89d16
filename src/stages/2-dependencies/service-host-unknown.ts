import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import { composePairs } from '../../system/compose-project.ts';
import type { ComposePair, ComposeSet } from '../../system/compose-project.ts';
import type { ComposeService } from '../../system/compose-service.ts';
import { namedHosts, offeredIn } from '../../system/named-hosts.ts';
import type { NamedHost } from '../../system/named-hosts.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { Change, System } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A service of a compose project is told to call a host that is none of the project. */
export const serviceHostUnknown: ChangeRule = {
  kind: 'change',
  id: 'service-host-unknown',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'A service is told to call a host that no service of its project is called',
  assumption: 'Assumes that a host of that name is there on the network of the service.',
  verify: 'From inside of the service, resolve the name: `getent hosts NAME`.',
  explanation: `Looks at hosts of one word in the environment and the env files of compose services (\`redis://cache:6379\`,
\`db:5432\`), after the files of a project are put together. It fires for a host that nothing in the project named at base, and
that is neither a service nor an alias, a container name, a link or an extra host of any compose file in the repository.

Only closed projects are looked at: every host of one word that the project named at base was its own, none of its networks is
external, the service is on no other's network, and no file is missing. Addresses of buckets and files, issuers and origins are no
hosts to call.

Severity: medium. A question where the value is the fallback of a variable, or the project named no host before.`,
  yieldsTo: ['service-removed-still-referenced'],
  check: (change) => {
    const found = new Map<string, Problem>();
    for (const pair of composePairs(change))
      for (const problem of unknownIn(change, pair)) {
        const key = problem.identity.join('\0');
        if (!found.has(key)) found.set(key, problem);
      }
    return [...found.values()];
  },
};

function unknownIn(change: Change, { base, head }: ComposePair): readonly Problem[] {
  if (head.all.some(isTestPath) || !isClosed(change.head, head) || !isClosed(change.base, base)) return [];
  const before = hostsOf(change.base, base);
  const known = offeredIn(change.base, base);
  if ([...before].some((host) => !known.has(host))) return [];
  const offered = new Set([
    ...offeredIn(change.head, head),
    ...change.head.facts('service').map(({ name }) => name.toLowerCase()),
  ]);
  const named = [...head.services.values()].flatMap((service) =>
    isApart(service)
      ? []
      : namedHosts(change.head, head, service)
          .filter(({ host }) => !before.has(host) && !known.has(host) && !offered.has(host))
          .map((each) => ({ ...each, service: service.name })),
  );
  return groupBy(named, ({ host }) => host).map((all) => problemOf(head, all, before.size > 0));
}

function problemOf(
  set: ComposeSet,
  all: readonly [NamedHost & { readonly service: string }, ...(NamedHost & { readonly service: string })[]],
  isUsual: boolean,
): Problem {
  const [{ host, variable, service }] = all;
  const isCertain = isUsual && all.some((each) => each.variable.from === undefined);
  return {
    subject: host,
    alsoAbout: all.map((each) => each.variable.name),
    identity: [set.folder, host],
    confidence: isCertain ? 'likely' : 'possible',
    title: text`${code(variable.name)} of ${code(service)} names ${code(host)}, which is no service of the project`,
    assumption: text`Assumes there is a host called ${code(host)} on the network of ${code(service)}${isCertain ? [] : ['; is there?']}`,
    detail: text`${[isUsual ? 'All hosts that the project named before are its own services. ' : '']}No compose file of the repository has a service, an alias, a container name or an extra host of that name.`,
    verify: text`Run ${code(`docker compose exec ${service} getent hosts ${host}`)}`,
    at: placeOf(variable),
    related: all.slice(1, 6).map((each) => ({
      ...placeOf(each.variable),
      side: 'head',
      note: text`${code(each.variable.name)} of ${code(each.service)}`,
    })),
  };
}

function hostsOf(system: System, set: ComposeSet): ReadonlySet<string> {
  return new Set(
    [...set.services.values()].flatMap((service) => namedHosts(system, set, service).map(({ host }) => host)),
  );
}

/** All that may be on its networks is in its files. */
function isClosed(system: System, set: ComposeSet): boolean {
  const external = system.facts('network').some(({ external: is, file }) => is && set.all.includes(file));
  return !external && !set.partial && [...set.services.values()].every(({ partial }) => !partial);
}

/** On the network of something else. */
function isApart({ statements }: ComposeService): boolean {
  return statements.some(
    ({ networkMode, networks = [] }) =>
      networkMode !== undefined || networks.some((name) => name.includes('$')),
  );
}
