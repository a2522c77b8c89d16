import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import { clusterGroupPairs, factsIn } from '../../system/cluster-groups.ts';
import { composePairs } from '../../system/compose-project.ts';
import type { HealthCheck } from '../../system/facts.ts';
import type { Change, Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { lostRestarts } from './lost-restarts.ts';
import { shortenedStops } from './shortened-stops.ts';

/** It takes much longer until a unit that hangs is noticed. */
export const healthcheckWeakened: ChangeRule = {
  kind: 'change',
  id: 'healthcheck-weakened',
  stage: 'dependencies',
  severity: 'low',
  summary:
    'A unit that hangs is noticed much later, one that fails is not started again, or one that ends is killed sooner',
  assumption: 'Assumes that the longer time until somebody notices is acceptable.',
  verify: 'Multiply interval and retries before and after, and compare with what the service promises.',
  explanation: `Multiplies interval and retries of compose health checks, and \`periodSeconds\` and \`failureThreshold\` of liveness and
readiness probes, with the defaults of Docker and Kubernetes for what is not stated. It fires when the time is at least
three times the one of base, and at least a minute longer. It fires, too, when Docker started a compose service again after it failed
(\`restart\`), and does so no longer. And when a compose service or a pod has at most half of the time, and five seconds less at least, to end by
itself before it is killed (\`stop_grace_period\`, \`terminationGracePeriodSeconds\`; 10 and 30 seconds where nothing is said).

It stays silent for startup probes, which are there to wait, for checks whose times a variable decides, and in tests and
examples. Severity: low.`,
  check: (change) => {
    const found = new Map<string, Problem>();
    for (const problem of [
      ...ofServices(change),
      ...ofProbes(change),
      ...lostRestarts(change),
      ...shortenedStops(change),
    ])
      found.set(problem.identity.join('\0'), problem);
    return [...found.values()];
  },
};

function ofServices(change: Change): readonly Problem[] {
  return composePairs(change).flatMap(({ base, head }) =>
    [...head.services.values()].flatMap(({ name, healthCheck }) =>
      weakened(base.services.get(name)?.healthCheck, healthCheck, name, [head.folder, name]),
    ),
  );
}

function ofProbes(change: Change): readonly Problem[] {
  return clusterGroupPairs(change).flatMap(({ base, head }) => {
    const before = factsIn(base, 'health-check');
    return factsIn(head, 'health-check').flatMap((check) => {
      const was = before.find(
        (each) => each.unit === check.unit && each.probe === check.probe && each.file === check.file,
      );
      return check.probe === 'startup'
        ? []
        : weakened(was, check, check.unit, [check.file, check.unit, check.probe]);
    });
  });
}

type Check = Located<HealthCheck> | undefined;

function weakened(was: Check, now: Check, unit: string, identity: readonly string[]): readonly Problem[] {
  if (!was || !now || now.disabled || isTestPath(now.file)) return [];
  const [before, after] = [was.noticedAfter, now.noticedAfter];
  if (before === undefined || after === undefined || after < before * 3 || after - before < 60) return [];
  return [
    {
      subject: unit,
      identity,
      confidence: 'certain',
      title: text`It takes ${Math.round(after)} seconds instead of ${Math.round(before)} until the ${[nameOf(now)]} notices that ${code(unit)} hangs`,
      assumption: text`Assumes ${Math.round(after)} seconds of ${code(unit)} not answering are acceptable`,
      verify: text`Compare the time with what ${code(unit)} promises, and with the timeouts of who calls it`,
      at: placeOf(now),
      atBase: placeOf(was),
    },
  ];
}

function nameOf({ probe }: HealthCheck): string {
  return probe === 'health' ? 'health check' : `${probe} probe`;
}
