import { isTestPath } from '../../formats/code-paths.ts';
import { code, list, text } from '../../report/text.ts';
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
    const lost = [...head.services.values()].flatMap((service): readonly Lost[] => {
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
      return [{ service, was }];
    });
    const [first] = lost;
    return first ? [problemOf(head.folder, lost, first)] : [];
  });
}

interface Lost {
  readonly service: ComposeService;
  readonly was: Located<Unit>;
}

/** All services of a project at once: such a change is made in one go. */
function problemOf(folder: string, lost: readonly Lost[], { service, was }: Lost): Problem {
  const names = lost.map((each) => each.service.name);
  const fails = names.length === 1 ? 'it fails' : 'they fail';
  return {
    subject: service.name,
    alsoAbout: names,
    identity: [folder, ...names.toSorted(), 'restart'],
    confidence: 'certain',
    title: text`Docker no longer starts ${list(names, 3)} again when ${[fails]}`,
    assumption: text`Assumes someone starts ${list(names, 3)} again when ${[fails]}, or when the machine was restarted`,
    verify: text`Kill the main process of ${code(service.name)}, and see what starts it again`,
    at: placeOf(service.unit),
    atBase: placeOf(was),
  };
}

/** The last word counts. */
function restartOf({ statements }: ComposeService): Located<Unit> | undefined {
  return statements.findLast(({ restarts }) => restarts !== undefined);
}

/** Others wait until it has completed: it is meant to end. */
function isJob({ name }: ComposeService, { head }: Change): boolean {
  return head.facts('edge').some(({ to, condition }) => to === name && condition === 'completed');
}
