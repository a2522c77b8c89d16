import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import { composePairs, composeSets } from '../../system/compose-project.ts';
import type { ComposeService } from '../../system/compose-service.ts';
import type { Unit } from '../../system/facts.ts';
import type { Change, Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem } from '../rule.ts';

/** Compose services that Docker started again when they failed, and does so no longer. */
export function lostRestarts(change: Change): readonly Problem[] {
  return composePairs(change).flatMap(({ base, head }) => {
    if (head.partial || head.paths.some(isTestPath)) return [];
    return [...head.services.values()].flatMap((service): readonly Problem[] => {
      const old = base.services.get(service.name);
      const was = old && restartOf(old);
      if (!was?.restarts || restartOf(service)?.restarts || service.partial || isJob(service, change))
        return [];
      // Another file of the project may say it still.
      const kept = composeSets(change.head).some(
        (set) =>
          set.folder === head.folder &&
          [set.services.get(service.name)].some((each) => each && restartOf(each)?.restarts),
      );
      if (kept) return [];
      return [
        {
          subject: service.name,
          identity: [head.folder, service.name, 'restart'],
          confidence: 'certain',
          title: text`Docker no longer starts ${code(service.name)} again when it fails`,
          assumption: text`Assumes someone starts ${code(service.name)} again when it fails, or when the machine was restarted`,
          verify: text`Kill the main process of ${code(service.name)}, and see what starts it again`,
          at: placeOf(service.unit),
          atBase: placeOf(was),
        },
      ];
    });
  });
}

/** The last word counts. */
function restartOf({ statements }: ComposeService): Located<Unit> | undefined {
  return statements.findLast(({ restarts }) => restarts !== undefined);
}

/** Others wait until it has completed: it is meant to end. */
function isJob({ name }: ComposeService, { head }: Change): boolean {
  return head.facts('edge').some(({ to, condition }) => to === name && condition === 'completed');
}
