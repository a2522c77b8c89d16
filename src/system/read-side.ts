import { isTestPath } from '../formats/code-paths.ts';
import type { CommitTree } from '../source/tree.ts';
import { readFragments } from './contract-files.ts';
import { createSystem } from './create-system.ts';
import type { FileReader, Outcome } from './file-reader.ts';
import { inBatches } from './in-batches.ts';
import { withEffectiveVersions } from './effective-versions.ts';
import { findMentions } from './mentions.ts';
import type { Subjects } from './subjects.ts';
import type { Gap, ReadFile, System, Unreadable } from './system.ts';

export interface Side {
  readonly system: System;
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

export interface SideRequest {
  readonly side: 'base' | 'head';
  readonly tree: CommitTree;
  /** what to read, and what to look through for mentions; paths that this side does not have are left out */
  readonly paths: Iterable<string>;
  readonly mentioned: Iterable<string>;
  readonly subjects: Subjects;
  readonly isProvided: (variable: string) => boolean;
}

/** Reads one side: the given files, what contracts among them refer to, and the mentions. */
export async function readSide(reader: FileReader, request: SideRequest): Promise<Side> {
  const { side, tree, subjects, isProvided } = request;
  const outcomes = new Map<string, Outcome>();
  const paths = [...new Set(request.paths)].filter((path) => tree.has(path));
  await inBatches(paths, async (path) => outcomes.set(path, await reader.read(tree, path)));
  for (const [path, outcome] of await readFragments(reader, tree, outcomes)) outcomes.set(path, outcome);
  const files = new Map<string, ReadFile>();
  const unreadable = new Map<string, Unreadable>();
  for (const [path, outcome] of outcomes) {
    if (outcome.state === 'read') files.set(path, outcome.file);
    if (outcome.state === 'unreadable') unreadable.set(path, outcome);
  }
  const searched = [...new Set(request.mentioned)].filter((path) => tree.has(path));
  const mentions = await findMentions(reader, tree, searched, subjects);
  return {
    system: createSystem({
      side,
      tree,
      files: withEffectiveVersions(files),
      unreadable,
      mentions,
      isProvided,
    }),
    outcomes,
  };
}

/** What could not be read: one entry for a file and a reason, whichever side it is and however often. */
export function gapsOf(base: Side, head: Side): readonly Gap[] {
  const gaps = new Map<string, { gap: Gap; details: Set<string> }>();
  for (const [side, { outcomes }] of [
    ['base', base],
    ['head', head],
  ] as const) {
    for (const [path, outcome] of outcomes) {
      if (outcome.state === 'none') continue;
      // Contracts of tests are nobody's promise, and some of them are broken on purpose.
      if (outcome.stage === 'contracts' && isTestPath(path)) continue;
      for (const { reason, detail } of outcome.state === 'read' ? outcome.gaps : [outcome]) {
        const key = `${path}\0${reason}`;
        const known = gaps.get(key);
        known?.details.add(detail);
        const where = known && known.gap.side !== side ? 'both' : side;
        const gap: Gap = {
          stage: outcome.stage,
          path,
          side: where,
          reason,
          detail: known?.gap.detail ?? detail,
        };
        gaps.set(key, { gap, details: known?.details ?? new Set([detail]) });
      }
    }
  }
  return [...gaps.values()].map(({ gap, details }) =>
    details.size > 1 ? { ...gap, detail: `${gap.detail}, and ${details.size - 1} more like it` } : gap,
  );
}
