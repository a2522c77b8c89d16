import { code, list, text } from '../../report/text.ts';
import { composePairs, composeSets } from '../../system/compose-project.ts';
import type { ComposePair, ComposeSet } from '../../system/compose-project.ts';
import type { HealthCheck } from '../../system/facts.ts';
import { healthOf } from '../../system/service-health.ts';
import type { Health } from '../../system/service-health.ts';
import type { Change, Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { imagesWithoutCheck, removedProbes } from './removed-probes.ts';

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
built to), the probes of each Kubernetes container, and HEALTHCHECK of Dockerfiles that no compose service builds.
Compose files are put together first: a check that moved to another file of the same project, to the Dockerfile or to a
service that is extended is still there. It stays silent for units that are gone, for patches that state no image, and
where the other place could not be read.

Severity: critical where another service waits until this one is healthy: Compose refuses to start that one. High for a
service, a liveness or a readiness probe. Medium for a startup probe and for an image that is started elsewhere. Where
another overlay of the project still has the check it is a question.`,
  check: (change) => [...ofServices(change), ...removedProbes(change), ...imagesWithoutCheck(change)],
};

function ofServices(change: Change): readonly Problem[] {
  const told = new Set<string>();
  return composePairs(change).flatMap((pair) =>
    [...pair.base.services.keys()].flatMap((name) => {
      const key = `${pair.head.folder}\0${name}`;
      const problem = told.has(key) ? undefined : ofService(change, pair, name);
      if (problem) told.add(key);
      return problem ?? [];
    }),
  );
}

function ofService({ base, head }: Change, pair: ComposePair, name: string): Problem | undefined {
  const before = pair.base.services.get(name);
  const after = pair.head.services.get(name);
  if (!before || !after) return undefined;
  const had = healthOf(base, pair.base, before);
  const has = healthOf(head, pair.head, after);
  if (!runs(had) || runs(has) || has === 'unknown') return undefined;
  const waiting = [...pair.head.services.values()].flatMap(({ edges }) => {
    const edge = edges.get(name);
    return edge?.condition === 'healthy' && edge.required ? [edge] : [];
  });
  const kept = composeSets(head).find((set) => {
    const service = set.folder === pair.head.folder ? set.services.get(name) : undefined;
    return service !== undefined && runs(healthOf(head, set, service));
  });
  return {
    subject: name,
    identity: [pair.head.folder, name],
    title:
      has === 'none'
        ? text`${code(name)} no longer has a health check`
        : text`The health check of ${code(name)} is switched off`,
    ...judgement(
      name,
      waiting.map(({ from }) => from),
      kept,
    ),
    at: placeOf(has === 'none' ? after.unit : has),
    atBase: placeOf(had),
    related: waiting.map((edge) => ({
      ...placeOf(edge),
      side: 'head',
      note: text`waits until it is healthy`,
    })),
  };
}

function runs(health: Health): health is Located<HealthCheck> {
  return typeof health === 'object' && !health.disabled;
}

type Judgement = Pick<Problem, 'severity' | 'confidence' | 'assumption' | 'verify'>;

function judgement(name: string, waiting: readonly string[], kept: ComposeSet | undefined): Judgement {
  if (waiting.length > 0) {
    return {
      severity: 'critical',
      confidence: 'certain',
      assumption: text`Assumes ${list(waiting)} can start: Compose is told to wait until ${code(name)} is healthy, and nothing tells it so any more`,
      verify: text`Run ${code(`docker compose up ${waiting[0] ?? ''}`)}: it ends with "has no healthcheck configured"`,
    };
  }
  const verify = text`Stop the process inside of ${code(name)} without ending the container, and see who notices`;
  if (kept) {
    return {
      severity: 'medium',
      confidence: 'possible',
      assumption: text`Assumes it is enough that ${code(name)} is checked when started with ${code(kept.paths.at(-1) ?? '')}; is it?`,
      verify,
    };
  }
  return {
    severity: 'high',
    confidence: 'likely',
    assumption: text`Assumes someone notices in another way when ${code(name)} hangs or stops answering`,
    verify,
  };
}
