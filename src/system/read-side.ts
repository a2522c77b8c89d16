import type { CommitTree } from '../source/tree.ts';
import { readFragments } from './contract-files.ts';
import { createSystem } from './create-system.ts';
import type { FileReader, Outcome } from './file-reader.ts';
import { inBatches } from './in-batches.ts';
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
  return { system: createSystem({ side, tree, files, unreadable, mentions, isProvided }), outcomes };
}

/** What could not be read, one entry for a file that neither side could read. */
export function gapsOf(base: Side, head: Side): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  for (const [side, { outcomes }] of [
    ['base', base],
    ['head', head],
  ] as const) {
    for (const [path, outcome] of outcomes) {
      const found =
        outcome.state === 'unreadable'
          ? [{ reason: outcome.reason, detail: outcome.detail }]
          : outcome.state === 'read'
            ? outcome.gaps
            : [];
      for (const { reason, detail } of found) {
        const stage = outcome.state === 'none' ? 'config' : outcome.stage;
        const key = `${stage}\0${path}\0${reason}\0${detail}`;
        gaps.set(key, {
          stage,
          path,
          side: gaps.has(key) && side === 'head' ? 'both' : side,
          reason,
          detail,
        });
      }
    }
  }
  return [...gaps.values()];
}
