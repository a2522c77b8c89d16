import picomatch from 'picomatch';
import type { Format } from '../formats/format.ts';
import { folderOf, joinPath } from '../formats/paths.ts';
import type { Repository, TreePair } from '../source/repository.ts';
import type { CommitTree } from '../source/tree.ts';
import type { Settings } from '../settings/settings.ts';
import { anchorsIn, searchesFor } from './anchors.ts';
import { createSystem } from './create-system.ts';
import { FileReader } from './file-reader.ts';
import type { Outcome } from './file-reader.ts';
import { findMentions } from './mentions.ts';
import { providedNames } from './provided-names.ts';
import { subjectsOf } from './subjects.ts';
import type { Subjects } from './subjects.ts';
import type { Change, ChangedFile, Gap, ReadFile, System, Unreadable } from './system.ts';

export interface ReadRequest {
  readonly repository: Repository;
  readonly formats: readonly Format[];
  readonly settings: Settings;
  readonly progress: (phase: string) => void;
}

export interface ReadChange {
  readonly change: Change;
  readonly gaps: readonly Gap[];
}

/**
 * Reads both sides as far as the change can matter: the changed files; the files
 * that name what they brought into play; and the few files that must be read whole
 * for a question to have an answer (all compose files, say, when a variable moved).
 */
export async function readChange(request: ReadRequest, base: string, head: string): Promise<ReadChange> {
  const { repository, settings, formats } = request;
  request.progress('comparing trees');
  const trees = await repository.compare(base, head);
  const ignored = settings.ignore.length > 0 ? picomatch([...settings.ignore], { dot: true }) : () => false;
  const files = trees.files.filter(
    (file) => !ignored(file.path) || (file.from !== undefined && !ignored(file.from)),
  );
  const reader = new FileReader(repository, formats);

  request.progress(`reading ${files.length} changed files`);
  const changed = await readChangedFiles(reader, trees, files);
  const subjects = subjectsOf(
    changed.map(({ file, base: before, head: after }) => ({
      file,
      base: factsOf(before),
      head: factsOf(after),
    })),
  );

  request.progress('searching for what relies on them');
  const needed = await neededPaths(request, reader, trees, files, subjects, head);
  const paths = needed.paths.filter((path) => !ignored(path));
  await inBatches(paths, (path) => reader.read(trees.head, path));

  const sides = await Promise.all(
    (['base', 'head'] as const).map((side) =>
      readSide(request, reader, trees, side, files, paths, needed.mentioned, subjects),
    ),
  );
  const [baseSide, headSide] = sides as [Side, Side];
  const gaps = [...needed.gaps, ...gapsOf(baseSide, headSide)];
  return { change: { base: baseSide.system, head: headSide.system, files }, gaps };
}

/** Reads everything that some format reads, at one commit. For `audit`. */
export async function readWhole(request: ReadRequest, commit: string): Promise<ReadChange> {
  const { repository, settings, formats } = request;
  request.progress('listing files');
  const tree = await repository.tree(commit);
  const ignored = settings.ignore.length > 0 ? picomatch([...settings.ignore], { dot: true }) : () => false;
  const reader = new FileReader(repository, formats);
  const paths = [...tree.paths()].filter((path) => reader.mayRead(path) && !ignored(path));
  request.progress(`reading ${paths.length} files`);
  await inBatches(paths, (path) => reader.read(tree, path));
  const trees: TreePair = { base: tree, head: tree, files: [] };
  const nothing = subjectsOf([]);
  const side = await readSide(request, reader, trees, 'head', [], paths, [], nothing);
  return { change: { base: side.system, head: side.system, files: [] }, gaps: gapsOf(side, side) };
}

interface ChangedPair {
  readonly file: string;
  readonly base: Outcome;
  readonly head: Outcome;
}

async function readChangedFiles(
  reader: FileReader,
  trees: TreePair,
  files: readonly ChangedFile[],
): Promise<readonly ChangedPair[]> {
  return inBatches(files, async (file) => {
    const [before, after] = await Promise.all([
      reader.read(trees.base, file.from ?? file.path),
      reader.read(trees.head, file.path),
    ]);
    return { file: file.path, base: before, head: after };
  });
}

interface Needed {
  readonly paths: readonly string[];
  /** files to look for mentions in */
  readonly mentioned: readonly string[];
  readonly gaps: readonly Gap[];
}

async function neededPaths(
  request: ReadRequest,
  reader: FileReader,
  trees: TreePair,
  files: readonly ChangedFile[],
  subjects: Subjects,
  head: string,
): Promise<Needed> {
  const anchors = anchorsIn(subjects, reader, trees);
  const paths = new Set([...anchors, ...(await builtBy(reader, trees, anchors, files))]);
  const mentioned = new Set<string>();
  const gaps: Gap[] = [];
  for (const search of searchesFor(subjects, files, trees)) {
    const { paths: hits, unsearched } = await request.repository.search(head, trees.head, search);
    for (const path of hits) {
      if (search.formats === 'all' ? reader.mayRead(path) : reader.isOf(path, search.formats))
        paths.add(path);
      if (search.mentions) mentioned.add(path);
    }
    if (unsearched > 0) {
      gaps.push({
        stage: search.stage,
        path: null,
        side: 'both',
        reason: 'missing-object',
        detail: `${unsearched} files could not be searched: their contents are not in this partial clone`,
      });
    }
  }
  return { paths: [...paths], mentioned: [...mentioned], gaps };
}

/** Dockerfiles that the compose files among these build from: they say what is in an image. */
async function builtBy(
  reader: FileReader,
  trees: TreePair,
  anchors: readonly string[],
  files: readonly ChangedFile[],
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const [tree, paths] of [
    [trees.head, [...anchors, ...files.map(({ path }) => path)]],
    [trees.base, files.map(({ path, from }) => from ?? path)],
  ] as const) {
    for (const path of paths.filter((each) => reader.isOf(each, ['compose']))) {
      for (const fact of factsOf(await reader.read(tree, path))) {
        if (fact.kind !== 'unit' || !fact.build) continue;
        const context = joinPath(folderOf(path), fact.build.context);
        const dockerfile = joinPath(context, fact.build.dockerfile ?? 'Dockerfile');
        if (dockerfile !== null && tree.has(dockerfile)) found.add(dockerfile);
      }
    }
  }
  return [...found];
}

interface Side {
  readonly system: System;
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

async function readSide(
  request: ReadRequest,
  reader: FileReader,
  trees: TreePair,
  side: 'base' | 'head',
  changed: readonly ChangedFile[],
  paths: readonly string[],
  mentioned: readonly string[],
  subjects: Subjects,
): Promise<Side> {
  const tree: CommitTree = trees[side];
  const own = changed.map((file) => (side === 'base' ? (file.from ?? file.path) : file.path));
  const wanted = [...new Set([...own, ...paths])].filter((path) => tree.has(path));
  const outcomes = new Map<string, Outcome>();
  await inBatches(wanted, async (path) => outcomes.set(path, await reader.read(tree, path)));
  const files = new Map<string, ReadFile>();
  const unreadable = new Map<string, Unreadable>();
  for (const [path, outcome] of outcomes) {
    if (outcome.state === 'read') files.set(path, outcome.file);
    if (outcome.state === 'unreadable') unreadable.set(path, outcome);
  }
  const searched = [...new Set([...own, ...mentioned])].filter((path) => tree.has(path));
  const mentions = await findMentions(reader, tree, searched, subjects);
  const isProvided = providedNames(request.settings.provided);
  return { system: createSystem({ side, tree, files, unreadable, mentions, isProvided }), outcomes };
}

function factsOf(outcome: Outcome): ReadFile['facts'] {
  return outcome.state === 'read' ? outcome.file.facts : [];
}

/** What could not be read, one entry for a file that neither side could read. */
function gapsOf(base: Side, head: Side): readonly Gap[] {
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

/** Runs a task for each item, at most 64 under way at once, results in order. */
async function inBatches<T, R>(all: readonly T[], task: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < all.length; at += 64)
    results.push(...(await Promise.all(all.slice(at, at + 64).map(task))));
  return results;
}
