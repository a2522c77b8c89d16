import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { HealthCheck, Image } from '../../system/facts.ts';
import type { Change, Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem, Severity } from '../rule.ts';

interface Consequence {
  readonly name: string;
  readonly assumption: (unit: Text) => Text;
  readonly verify: (unit: Text) => Text;
}

const consequences: Readonly<Record<HealthCheck['probe'], Consequence>> = {
  health: {
    name: 'health check',
    assumption: (unit) => text`Assumes someone notices in another way when ${unit} hangs or stops answering`,
    verify: (unit) =>
      text`Stop the process inside of ${unit} without ending the container, and see who notices`,
  },
  liveness: {
    name: 'liveness probe',
    assumption: (unit) =>
      text`Assumes ${unit} ends by itself when it can no longer work; nothing restarts it while it hangs`,
    verify: (unit) =>
      text`Stop the main process of ${unit} with SIGSTOP in a test cluster, and watch whether the pod is restarted`,
  },
  readiness: {
    name: 'readiness probe',
    assumption: (unit) =>
      text`Assumes ${unit} can take requests from the moment its process runs, in every rollout too`,
    verify: (unit) => text`Roll ${unit} out under load in a test cluster, and count failed requests`,
  },
  startup: {
    name: 'startup probe',
    assumption: (unit) => text`Assumes ${unit} starts before its liveness probe gives up on it`,
    verify: (unit) =>
      text`Compare the slowest start of ${unit} with failureThreshold times periodSeconds of the liveness probe`,
  },
};

/** Probes of containers that are still there. A container without an image is a patch: it states a part, not the whole. */
export function removedProbes({ base, head, files }: Change): readonly Problem[] {
  const now = new Map(files.map(({ path, from }) => [from ?? path, path]));
  return base.facts('health-check').flatMap((had): Problem[] => {
    const file = now.get(had.file);
    if (file === undefined || had.disabled || base.files.get(had.file)?.format !== 'kubernetes') return [];
    const unit = head.facts('unit').find((each) => each.file === file && each.name === had.unit);
    const isWhole = head.facts('image').some((each) => each.file === file && each.unit === had.unit);
    const kept = head
      .facts('health-check')
      .some((each) => each.unit === had.unit && each.probe === had.probe && !each.disabled);
    if (!unit || !isWhole || kept) return [];
    const { name, assumption, verify } = consequences[had.probe];
    const subject = text`${code(had.unit)}`;
    return [
      {
        subject: had.unit,
        identity: [file, had.unit, had.probe],
        severity: had.probe === 'startup' ? 'medium' : 'high',
        confidence: 'likely',
        title: text`${subject} no longer has a ${[name]}`,
        assumption: assumption(subject),
        verify: verify(subject),
        at: placeOf(unit),
        atBase: placeOf(had),
      },
    ];
  });
}

/** Platforms that run what their file names, each in one file. */
const platforms: ReadonlySet<string> = new Set([
  'ecs-task-definition',
  'render',
  'fly',
  'digitalocean-app',
  'railway',
]);

/** Checks that hosting platforms and CI jobs make of what is still there in the same file. */
export function checksOfPlatforms({ base, head, files }: Change): readonly Problem[] {
  const now = new Map(files.map(({ path, from }) => [from ?? path, path]));
  const found = new Map<string, Problem>();
  for (const had of base.facts('health-check')) {
    const file = now.get(had.file);
    const format = base.files.get(had.file)?.format ?? '';
    const facts = (file === undefined ? undefined : head.files.get(file)?.facts) ?? [];
    if (file === undefined || had.disabled || isTestPath(file)) continue;
    const kept = facts.some(
      (fact) => fact.kind === 'health-check' && fact.unit === had.unit && !fact.disabled,
    );
    if (kept) continue;
    if (platforms.has(format)) {
      const unit = facts.find((fact) => fact.kind === 'unit' && fact.name === had.unit);
      if (unit)
        found.set(`${file}\0${had.unit}`, unchecked(had, { ...unit, file }, 'medium', consequences.health));
    } else if (format === 'github-workflow') {
      const isService = (fact: (typeof facts)[number]): fact is Located<Image> =>
        fact.kind === 'image' && fact.role === 'ci-service' && fact.unit === had.unit;
      const image = facts.find(isService);
      if (image) found.set(`${file}\0${had.unit}`, unchecked(had, { ...image, file }, 'low', ofPipeline));
    }
  }
  return [...found.values()];
}

/** A job starts its steps as soon as its services are healthy, or have started where nobody says what that is. */
const ofPipeline: Consequence = {
  name: 'health check',
  assumption: (unit) => text`Assumes the steps of the job wait until ${unit} is ready, or try again`,
  verify: (unit) => text`Run the job some times, and look for steps that cannot reach ${unit}`,
};

function unchecked(
  had: Located<HealthCheck>,
  at: Located,
  severity: Severity,
  { name, assumption, verify }: Consequence,
): Problem {
  const subject = text`${code(had.unit)}`;
  return {
    subject: had.unit,
    identity: [at.file, had.unit, had.probe],
    severity,
    confidence: 'likely',
    title: text`${subject} no longer has a ${[name]}`,
    assumption: assumption(subject),
    verify: verify(subject),
    at: placeOf(at),
    atBase: placeOf(had),
  };
}
