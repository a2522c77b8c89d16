import { code, list, text } from '../../report/text.ts';
import { composePairs } from '../../system/compose-project.ts';
import type { ComposeSet } from '../../system/compose-project.ts';
import { ofFile } from '../../system/image-stages.ts';
import type { Project } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem } from '../rule.ts';
import { keepsData } from './data-formats.ts';

/** Projects that got another name: their volumes are new ones. */
export function projectRenames(change: Change): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const { base, head } of composePairs(change)) {
    const [was, now] = [projectOf(change.base, base), projectOf(change.head, head)];
    if (!was || !now || was.name === now.name) continue;
    const keeping = keepersIn(change.head, head);
    const [first] = keeping;
    if (first === undefined) continue;
    found.set(now.file, {
      subject: now.name,
      identity: [now.file, 'project'],
      severity: 'high',
      confidence: 'likely',
      title: text`The project ${code(was.name)} is called ${code(now.name)} now, and ${list(keeping, 3)} starts on new volumes`,
      assumption: text`Assumes the volumes of ${code(was.name)} are no longer needed, or were copied`,
      detail: text`The name of a project is the first part of the names of its volumes.`,
      verify: text`Run ${code('docker volume ls')} before and after, and look for volumes of both names`,
      at: placeOf(now),
      atBase: placeOf(was),
    });
  }
  return [...found.values()];
}

function projectOf(system: System, { paths }: ComposeSet): Located<Project> | undefined {
  return paths.flatMap((path) => ofFile(system, path, 'project')).at(-1);
}

/** Services that keep data on a volume whose name Docker puts together. */
function keepersIn(system: System, { paths, services }: ComposeSet): readonly string[] {
  const fixed = new Set(
    paths
      .flatMap((path) => ofFile(system, path, 'volume'))
      .flatMap(({ name, identity, external }) => (identity !== undefined || external ? [name] : [])),
  );
  return [...services.values()].flatMap(({ name, image, mounts }) => {
    const own = [...mounts.values()].some(
      ({ type, source }) => type === 'volume' && source !== '' && !source.includes('$') && !fixed.has(source),
    );
    return image && own && keepsData(image) ? [name] : [];
  });
}
