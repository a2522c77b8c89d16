import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { Mount } from '../../system/facts.ts';
import type { Change, Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { keepsData } from './data-formats.ts';
import { clusterMountMoves, composeMountMoves } from './mount-moves.ts';
import type { MountMove } from './mount-moves.ts';
import { projectRenames } from './project-renames.ts';

/** What keeps data starts on another volume, or looks for its data in another place. */
export const volumeIdentityChanged: ChangeRule = {
  kind: 'change',
  id: 'volume-identity-changed',
  stage: 'dependencies',
  severity: 'critical',
  summary: 'The volume of a service that keeps data got another name, place or kind',
  assumption: 'Assumes that the data is where the service looks for it after the change.',
  verify: 'List the mounts before and after (`docker inspect`, `kubectl describe pod`), and look into both.',
  explanation: `Compares the volumes and folders that known databases, search engines, brokers and object stores mount, in
compose projects and Kubernetes workloads. It fires when a place in the container is mounted from another named volume,
claim or folder than before; when the volume is mounted in another place; when it is gone; and when a compose project
with such volumes gets another name, which is part of the names of its volumes.

It stays silent for other services, for sources that a variable decides, for a volume that keeps its name in Docker, and
for tests and examples. Severity: critical. Where the image goes to another release line in the same change, a new volume
may be meant: a question.`,
  yieldsTo: ['stateful-image-major-bump'],
  check: (change: Change): readonly Problem[] => {
    const moves = [...composeMountMoves(change), ...clusterMountMoves(change)].filter(
      // What a development container holds is made anew.
      (move) => keepsData(move.image) && !/(?:^|\/)\.devcontainer\//.test(problemOf(move).at?.path ?? ''),
    );
    const found = new Map(moves.map((move) => [`${move.identity.join('\0')}\0${move.was.target}`, move]));
    return [...[...found.values()].map(problemOf), ...projectRenames(change)];
  },
};

function problemOf(move: MountMove): Problem {
  const { subject, was, now, movedTo, released } = move;
  const there = now ?? movedTo;
  return {
    subject,
    identity: [...move.identity, was.target],
    severity: released ? 'medium' : 'critical',
    confidence: released ? 'possible' : 'likely',
    title: titleOf(move),
    assumption: released
      ? text`Assumes the data of ${code(subject)} may stay behind in ${sourceOf(was)}; is it meant to?`
      : text`Assumes the data of ${code(subject)} was brought to where it looks for it now`,
    detail: text`A server that finds an empty folder starts as a new one, without any error.`,
    verify: text`Start ${code(subject)} from base, then from head on the same host, and look whether the data is there`,
    at: there ? placeOf(there) : placeOf(move.at),
    atBase: placeOf(was),
  };
}

function titleOf({ subject, was, now, movedTo }: MountMove): Text {
  if (now)
    return text`${code(subject)} mounts ${sourceOf(now)} at ${code(was.target)} instead of ${sourceOf(was)}`;
  if (movedTo)
    return text`${code(subject)} mounts ${sourceOf(was)} at ${code(movedTo.target)} instead of ${code(was.target)}`;
  return text`${code(subject)} no longer mounts ${sourceOf(was)} at ${code(was.target)}`;
}

function sourceOf({ source, type }: Located<Mount>): Text {
  if (type === 'tmpfs') return text`memory`;
  return source === '' ? text`a volume without a name` : text`${code(source)}`;
}
