import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { composeSets } from '../../system/compose-project.ts';
import type { HealthCheck } from '../../system/facts.ts';
import { dockerfileOf, imageHealth } from '../../system/service-health.ts';
import type { Change } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem } from '../rule.ts';

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

/** HEALTHCHECK of images that no compose service builds: who runs them is not in the repository. */
export function imagesWithoutCheck({ base, head, files }: Change): readonly Problem[] {
  const built = new Set(
    composeSets(head).flatMap((set) =>
      [...set.services.values()].map((service) => dockerfileOf(set, service)),
    ),
  );
  return files.flatMap(({ path, from }): Problem[] => {
    if (built.has(path) || head.files.get(path)?.format !== 'dockerfile') return [];
    const had = imageHealth(base, from ?? path);
    const has = imageHealth(head, path);
    if (!had || had.disabled || (has && !has.disabled)) return [];
    const last = head.facts('unit').findLast(({ file }) => file === path);
    return [
      {
        subject: path,
        identity: [path],
        severity: 'medium',
        confidence: 'likely',
        title: text`The image of ${code(path)} no longer has a health check`,
        assumption: text`Assumes whatever runs the image of ${code(path)} has a check of its own`,
        verify: text`Look at the state of a running container: ${code('docker inspect --format {{.State.Health}}')}`,
        at: has ? placeOf(has) : last ? placeOf(last) : null,
        atBase: placeOf(had),
      },
    ];
  });
}
