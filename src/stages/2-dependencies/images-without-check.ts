import { code, text } from '../../report/text.ts';
import { composeSets } from '../../system/compose-project.ts';
import { dockerfileOf, imageHealth } from '../../system/service-health.ts';
import type { Change } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem } from '../rule.ts';

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
