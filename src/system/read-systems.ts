import picomatch from 'picomatch';
import type { Contracts } from '../contracts/pair-contracts.ts';
import type { Format } from '../formats/format.ts';
import type { Repository, TreePair } from '../source/repository.ts';
import type { Settings } from '../settings/settings.ts';
import { withCallers, wordsOfCallers } from './contracts.ts';
import { factsOf, FileReader } from './file-reader.ts';
import type { Outcome } from './file-reader.ts';
import { inBatches } from './in-batches.ts';
import { lookUp } from './look-up.ts';
import { neededFiles } from './needed-files.ts';
import { providedNames } from './provided-names.ts';
import { gapsOf, readSide } from './read-side.ts';
import type { Side } from './read-side.ts';
import { withStatedContracts } from './stated-contracts.ts';
import { subjectsOf } from './subjects.ts';
import type { Change, ChangedFile, Gap } from './system.ts';

export interface ReadRequest {
  readonly repository: Repository;
  readonly formats: readonly Format[];
  readonly settings: Settings;
  readonly progress: (phase: string) => void;
  /** ISO day against which announced removals are held */
  readonly today?: string;
}

export interface ReadChange {
  readonly change: Change;
  readonly gaps: readonly Gap[];
  /** milliseconds that the readers of each stage took: `{configReadMs: 12}` */
  readonly times: Readonly<Record<string, number>>;
}

/**
 * Reads both sides as far as the change can matter: the changed files; the files
 * that name what they brought into play; and the few files that must be read whole
 * for a question to have an answer (all compose files, say, when a variable moved).
 */
export async function readChange(request: ReadRequest, base: string, head: string): Promise<ReadChange> {
  const { repository, settings, progress } = request;
  const formats = withStatedContracts(request.formats, settings.contractFiles);
  progress('comparing trees');
  const trees = await repository.compare(base, head);
  const isIgnored = matcherOf(settings);
  const files = trees.files.filter(
    ({ path, from }) => !isIgnored(path) || (from !== undefined && !isIgnored(from)),
  );
  const reader = new FileReader(repository, formats);

  progress(`reading ${files.length} changed files`);
  const changed = await readChangedFiles(reader, trees, files);
  const subjects = subjectsOf(
    changed.map(({ file, base: before, head: after }) => ({
      file,
      base: factsOf(before),
      head: factsOf(after),
    })),
  );

  progress('searching for what relies on them');
  const unknown = new Set(changed.filter(isUnknown).map(({ file }) => file));
  const about = { files, today: request.today };
  const calling = new Set(wordsOfCallers(contractsAt(changed, 'base'), contractsAt(changed, 'head'), about));
  const needed = await neededFiles({
    repository,
    reader,
    trees,
    files,
    unknown,
    subjects,
    head,
    also: calling,
  });
  const paths = needed.paths.filter((path) => !isIgnored(path));
  const mentioned = needed.mentioned.filter((path) => !isIgnored(path));

  const isProvided = providedNames(settings.provided);
  const sideOf = (side: 'base' | 'head'): Promise<Side> => {
    const own = files.map(({ path, from }) => (side === 'base' ? (from ?? path) : path));
    return readSide(reader, {
      side,
      tree: trees[side],
      paths: [...own, ...paths],
      mentioned: [...own, ...mentioned],
      subjects,
      isProvided,
    });
  };
  const [baseSide, headSide] = [await sideOf('base'), await sideOf('head')];
  const called = await withCallers(baseSide.system, headSide.system, about, {
    search: async (words) =>
      // Contracts that stand alone were compared before the one search; parts of others may bring in more.
      words.every((word) => calling.has(word))
        ? needed.hits
        : (await repository.search(head, trees.head, { words })).paths,
    within: async (within) => (await repository.search(head, trees.head, { words: [], within })).paths,
    text: (path) => reader.text(trees.head, path),
  });
  const known = await lookUp(
    { base: baseSide.system, head: called.head, files },
    { repository, reader, trees, settings, commits: { base, head }, isIgnored },
  );
  return {
    change: known.change,
    gaps: [...needed.gaps, ...gapsOf(baseSide, headSide), ...called.gaps, ...known.gaps],
    times: reader.clock.times('Read'),
  };
}

/** Reads everything that some format reads, at one commit. For `audit`. */
export async function readWhole(request: ReadRequest, commit: string): Promise<ReadChange> {
  const { repository, settings, progress } = request;
  const formats = withStatedContracts(request.formats, settings.contractFiles);
  progress('listing files');
  const tree = await repository.tree(commit);
  const isIgnored = matcherOf(settings);
  const reader = new FileReader(repository, formats);
  const all = [...tree.paths()].filter((path) => !isIgnored(path));
  const paths = all.filter((path) => reader.mayRead(path));
  progress(`reading ${paths.length} files`);
  const facts = await inBatches(paths, async (path) => factsOf(await reader.read(tree, path)));
  const side = await readSide(reader, {
    side: 'head',
    tree,
    paths,
    mentioned: all,
    // Everything is in play.
    subjects: subjectsOf(facts.map((head, index) => ({ file: paths[index] ?? '', base: [], head }))),
    isProvided: providedNames(settings.provided),
  });
  const change = { base: side.system, head: side.system, files: [] };
  return { change, gaps: gapsOf(side, side), times: reader.clock.times('Read') };
}

function matcherOf({ ignore }: Settings): (path: string) => boolean {
  return ignore.length > 0 ? picomatch([...ignore], { dot: true }) : () => false;
}

/** No format knows it on either side: it may still be a part of a contract. */
function isUnknown({ base, head }: ChangedPair): boolean {
  return base.state === 'none' && head.state === 'none';
}

/** Contracts among the changed files, by their path on that side. */
function contractsAt(changed: readonly ChangedPair[], side: 'base' | 'head'): Contracts {
  return new Map(
    changed.flatMap(({ [side]: outcome }) =>
      outcome.state === 'read' && outcome.file.contract ? [[outcome.file.path, outcome.file.contract]] : [],
    ),
  );
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
