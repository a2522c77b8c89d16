import { code, list, text } from '../../report/text.ts';
import { composePairs, composeSets } from '../../system/compose-project.ts';
import type { ComposePair, ComposeSet } from '../../system/compose-project.ts';
import type { ComposeService } from '../../system/compose-service.ts';
import type { Edge, HealthCheck } from '../../system/facts.ts';
import { healthOf } from '../../system/service-health.ts';
import type { Health } from '../../system/service-health.ts';
import type { Change, Located } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { imagesWithoutCheck } from './images-without-check.ts';
import { checksOfPlatforms, removedProbes } from './removed-probes.ts';

/** A unit that was asked whether it works is no longer asked. */
export const healthcheckRemoved: ChangeRule = {
  kind: 'change',
  id: 'healthcheck-removed',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A health check or probe was removed or switched off',
  assumption: 'Assumes that a unit which hangs or stops answering is noticed in some other way.',
  verify: 'Stop the process inside of the unit without ending the container, and see who notices, and when.',
  explanation: `Compares the health check that runs for each compose service (its own, or HEALTHCHECK of the image it is
built to), the probes of each Kubernetes container, what ECS, Render, Fly.io, DigitalOcean and Railway check, the services of CI
jobs (\`--health-cmd\`), and HEALTHCHECK of Dockerfiles that no compose service builds.
Compose files are put together first: a check that moved to another file of the same project, to the Dockerfile or to a
service that is extended is still there. It stays silent for units that are gone, for patches that state no image, and
where the other place could not be read. Services that share the lines are one finding.

Severity: critical where another service waits until this one is healthy: Compose refuses to start that one. High for a
service, a liveness or a readiness probe. Medium for a startup probe, for a hosting
platform and for an image that is started elsewhere, low for a service of a CI job. Where
another overlay of the project still has the check it is a question.`,
  check: (change) => [
    ...ofServices(change),
    ...removedProbes(change),
    ...checksOfPlatforms(change),
    ...imagesWithoutCheck(change),
  ],
};

function ofServices(change: Change): readonly Problem[] {
  const told = new Set<string>();
  const unchecked = composePairs(change).flatMap((pair) =>
    [...pair.base.services.keys()].flatMap((name) => {
      const key = `${pair.head.folder}\0${name}`;
      const found = told.has(key) ? undefined : uncheckedService(change, pair, name);
      if (found) told.add(key);
      return found ?? [];
    }),
  );
  const alike = ({ had, disabled, waiting, kept }: Unchecked): string =>
    [had.file, had.line, disabled === undefined, waiting.length > 0, kept !== undefined].join('\0');
  return groupBy(unchecked, alike).map(problemOf);
}

/** A service whose check no longer runs. */
interface Unchecked {
  readonly folder: string;
  readonly service: ComposeService;
  readonly had: Located<HealthCheck>;
  /** what switches it off; undefined when it is gone */
  readonly disabled: Located<HealthCheck> | undefined;
  /** what other services wait for */
  readonly waiting: readonly Located<Edge>[];
  /** a set of the project that still runs it */
  readonly kept: ComposeSet | undefined;
}

function uncheckedService({ base, head }: Change, pair: ComposePair, name: string): Unchecked | undefined {
  const before = pair.base.services.get(name);
  const service = pair.head.services.get(name);
  if (!before || !service) return undefined;
  const had = healthOf(base, pair.base, before);
  const has = healthOf(head, pair.head, service);
  if (!runs(had) || runs(has) || has === 'unknown') return undefined;
  const waiting = [...pair.head.services.values()].flatMap(({ edges }) => {
    const edge = edges.get(name);
    return edge?.condition === 'healthy' && edge.required ? [edge] : [];
  });
  const kept = composeSets(head).find((set) => {
    const same = set.folder === pair.head.folder ? set.services.get(name) : undefined;
    return same !== undefined && runs(healthOf(head, set, same));
  });
  const disabled = has === 'none' ? undefined : has;
  return { folder: pair.head.folder, service, had, disabled, waiting, kept };
}

function runs(health: Health): health is Located<HealthCheck> {
  return typeof health === 'object' && !health.disabled;
}

function problemOf(group: readonly [Unchecked, ...Unchecked[]]): Problem {
  const [first] = group;
  const names = group.map(({ service }) => service.name);
  const one = names.length === 1;
  return {
    subject: first.service.name,
    identity: [first.folder, ...names.toSorted()],
    title: first.disabled
      ? text`The health check of ${list(names, 3)} is switched off`
      : text`${list(names, 3)} no longer ${[one ? 'has' : 'have']} a health check`,
    ...judgement(first, names),
    at: placeOf(first.disabled ?? first.service.unit),
    atBase: placeOf(first.had),
    related: group
      .flatMap(({ waiting }) => waiting)
      .slice(0, 5)
      .map((edge) => ({ ...placeOf(edge), side: 'head', note: text`waits until it is healthy` })),
  };
}

type Judgement = Pick<Problem, 'severity' | 'confidence' | 'assumption' | 'verify'>;

function judgement(
  { service, waiting: [edge], waiting, kept }: Unchecked,
  names: readonly string[],
): Judgement {
  const which = list(names, 3);
  if (edge) {
    return {
      severity: 'critical',
      confidence: 'certain',
      assumption: text`Assumes ${list(
        waiting.map(({ from }) => from),
        3,
      )} can start: Compose is told to wait until ${code(edge.to)} is healthy, and nothing tells it so any more`,
      verify: text`Run ${code(`docker compose up ${edge.from}`)}: it ends with "has no healthcheck configured"`,
    };
  }
  const verify = text`Stop the process inside of ${code(service.name)} without ending the container, and see who notices`;
  if (kept) {
    return {
      severity: 'medium',
      confidence: 'possible',
      assumption: text`Assumes it is enough that ${which} is checked when started with ${code(kept.paths.at(-1) ?? '')}; is it?`,
      verify,
    };
  }
  return {
    severity: 'high',
    confidence: 'likely',
    assumption: text`Assumes someone notices in another way when ${which} hangs or stops answering`,
    verify,
  };
}
