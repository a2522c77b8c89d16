import { isTestPath } from '../../formats/code-paths.ts';
import { code, list, text } from '../../report/text.ts';
import { composePairs, composeSets } from '../../system/compose-project.ts';
import type { ComposeSet } from '../../system/compose-project.ts';
import type { RouteService } from '../../system/facts.ts';
import { namesOf } from '../../system/host-references.ts';
import { ofFile } from '../../system/image-stages.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem } from '../rule.ts';

/** Proxies and labels of compose projects that send requests to what is not there. */
export function projectRoutes(change: Change): readonly Problem[] {
  const { base, head, files } = change;
  const proxies = files.flatMap(({ path, from }): readonly Problem[] => {
    const isProxy = head.files.get(path)?.format === 'proxy';
    if (!isProxy || isTestPath(path)) return [];
    const before = hostsIn(base, from ?? path);
    const near = composeSets(head).filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`));
    // All of what it named was the project's own: what it names now should be, too.
    const known = namesIn(composeSets(base));
    if (before.size === 0 || near.length === 0 || ![...before].every((host) => known.has(host))) return [];
    const offered = new Set([
      ...namesIn(composeSets(head)),
      ...head.facts('service').map(({ name }) => name.toLowerCase()),
    ]);
    const fresh = ofFile(head, path, 'route').filter(
      ({ service }) => !before.has(service) && !offered.has(service) && !service.includes('.'),
    );
    const [first] = fresh;
    if (!first) return [];
    const open = near.some(({ partial }) => partial);
    return [
      {
        subject: first.service,
        identity: [path, first.service],
        severity: open ? 'medium' : 'high',
        confidence: open ? 'possible' : 'likely',
        title: text`${code(path)} sends requests to ${code(first.service)}, which is no service of the project`,
        assumption: text`Assumes there is a host called ${list([...new Set(fresh.map(({ service }) => service))], 3)} on its network`,
        verify: text`From inside of the proxy, run ${code(`getent hosts ${first.service}`)}`,
        at: placeOf(first),
      },
    ];
  });
  return [...proxies, ...labels(change)];
}

function hostsIn(system: System, path: string): ReadonlySet<string> {
  return new Set(ofFile(system, path, 'route').map(({ service }) => service));
}

function namesIn(sets: readonly ComposeSet[]): ReadonlySet<string> {
  return new Set(
    sets.flatMap(({ services }) => [...services.values()].flatMap((each) => [...namesOf(each)])),
  );
}

/** Routers of Traefik whose service no label defines any more. */
function labels(change: Change): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const { base, head } of composePairs(change)) {
    const before = definitionsIn(change.base, base);
    const after = new Set(definitionsIn(change.head, head).map(({ name }) => name));
    for (const route of head.paths.flatMap((path) => ofFile(change.head, path, 'route'))) {
      const was = before.find(({ name }) => name === route.service);
      // Traefik names the only service of a container after it by itself.
      if (route.scheme !== 'label' || !was || after.has(route.service) || head.partial) continue;
      found.set(`${route.file}\0${route.service}`, {
        subject: route.service,
        identity: [head.folder, 'label', route.service],
        severity: 'high',
        confidence: 'likely',
        title: text`No label defines the Traefik service ${code(route.service)} any more, and a router of ${code(route.by)} names it`,
        assumption: text`Assumes a label still defines the Traefik service ${code(route.service)}`,
        verify: text`Look at the router in Traefik's dashboard: it says that the service does not exist`,
        at: placeOf(route),
        atBase: placeOf(was),
      });
    }
  }
  return [...found.values()];
}

function definitionsIn(system: System, { paths }: ComposeSet): readonly Located<RouteService>[] {
  return paths.flatMap((path) => ofFile(system, path, 'route-service'));
}
