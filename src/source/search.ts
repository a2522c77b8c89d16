import { escapePattern } from '../formats/escape-pattern.ts';
import { runGit } from './git.ts';
import type { GitResult } from './git.ts';
import type { ObjectReader } from './objects.ts';
import type { SearchQuery, SearchResult } from './repository.ts';
import type { CommitTree } from './tree.ts';
import { decodePath } from './tree.ts';

/** Files above this are not searched by hand; `git grep` has no such limit. */
const largest = 2 << 20;

/** With more files than these absent, those that are there are searched here. */
const mostExcluded = 200;

const absentIn = new WeakMap<CommitTree, readonly string[]>();

/**
 * Search over the objects of a commit by `git grep`, which dies at the first object that is
 * absent. Where few are, it is told to leave them out; in a partial clone, the present ones are
 * read and searched here.
 */
export async function search(
  gitDirectory: string,
  objects: ObjectReader,
  commit: string,
  tree: CommitTree,
  query: SearchQuery,
): Promise<SearchResult> {
  const pattern = patternOf(query);
  if (pattern === null) return { paths: [], unsearched: [] };
  const known = absentIn.get(tree);
  if (known === undefined || known.length <= mostExcluded) {
    const found = await grep(gitDirectory, commit, query, { size: tree.size, without: known ?? [] });
    if (found) return { paths: found, unsearched: known ?? [] };
  }
  const absent = known ?? (await absentPaths(gitDirectory, tree));
  absentIn.set(tree, absent);
  if (known === undefined && absent.length > 0 && absent.length <= mostExcluded)
    return search(gitDirectory, objects, commit, tree, query);
  return searchPresent(objects, tree, pattern, absent);
}

/** Paths of a commit with a hit; null when git gave up. */
async function grep(
  gitDirectory: string,
  commit: string,
  query: SearchQuery,
  { size, without }: { readonly size: number; readonly without: readonly string[] },
): Promise<readonly string[] | null> {
  const found = new Set<string>();
  const excluded = without.map((path) => `:(exclude,top,literal)${path}`);
  const answers = await Promise.all(
    runsOf(query, size).map((run) =>
      answerOf(gitDirectory, commit, { ...run, pathspecs: [...run.pathspecs, ...lockfiles, ...excluded] }),
    ),
  );
  for (const { code, stdout } of answers) {
    if (code > 1 || code < 0) return null;
    for (let at = 0; at < stdout.length;) {
      const end = stdout.indexOf(0, at);
      found.add(decodePath(stdout.subarray(at + commit.length + 1, end)));
      at = end + 1;
    }
  }
  return [...found];
}

/** Up to here git finds listed words faster than one alternation of them; beyond, it is several times slower. */
const mostListed = 100;

/** In trees of up to so many files, starting git once more costs more than looking for all patterns at once. */
const fewFiles = 4000;

interface Run {
  /** `words`: listed as they are; `pattern`: an extended regular expression */
  readonly by: 'words' | 'pattern';
  readonly input: string;
  readonly pathspecs: readonly string[];
}

function runsOf({ words, patterns = [], within = [] }: SearchQuery, size: number): readonly Run[] {
  const listed = words.length > 0 && words.length <= mostListed;
  const pattern = patternOf({ words: listed ? [] : words, patterns });
  const limited = size > fewFiles ? within : together(within);
  return [
    ...(listed ? [{ by: 'words' as const, input: `${words.join('\n')}\n`, pathspecs: [] }] : []),
    ...(pattern === null ? [] : [{ by: 'pattern' as const, input: `${pattern}\n`, pathspecs: [] }]),
    ...limited.flatMap((each): readonly Run[] => {
      const own = patternOf({ words: [], patterns: each.patterns });
      const pathspecs = each.endings.map((ending) => `*${ending}`);
      return own === null ? [] : [{ by: 'pattern', input: `${own}\n`, pathspecs }];
    }),
  ];
}

/** One search in files with any of the endings. */
function together(within: NonNullable<SearchQuery['within']>): NonNullable<SearchQuery['within']> {
  const endings = [...new Set(within.flatMap((each) => each.endings))];
  const patterns = [...new Set(within.flatMap((each) => each.patterns))];
  return within.length > 1 ? [{ endings, patterns }] : within;
}

/** Written by package managers, large, and nobody's reference to anything that is searched for. */
const lockfiles = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'].map(
  (name) => `:(exclude,glob)**/${name}`,
);

/**
 * The expressions mean the same to both engines. PCRE is several times faster on those that begin with anything but
 * a letter; a git that was built without it, or that gives up on a line, is asked again in the old way.
 */
async function answerOf(gitDirectory: string, commit: string, run: Run): Promise<GitResult> {
  const always = ['--no-color', '-l', '-z', '-I', '--full-name'];
  const ask = (...flags: readonly string[]): Promise<GitResult> =>
    runGit(gitDirectory, ['grep', ...always, ...flags, '-f', '-', commit, '--', ...run.pathspecs], run.input);
  if (run.by === 'words') return ask('-w', '-F');
  const answer = await ask('-P');
  return answer.code === 0 || answer.code === 1 ? answer : ask('-E');
}

/** One alternation for all: an extended regular expression that means the same in JavaScript. Null for an empty query. */
export function patternOf({ words, patterns = [], within = [] }: SearchQuery): string | null {
  const whole =
    words.length > 0 ? [`(^|[^A-Za-z0-9_])(${words.map(escapePattern).join('|')})([^A-Za-z0-9_]|$)`] : [];
  const all = [...whole, ...patterns, ...within.flatMap((each) => each.patterns)];
  return all.length === 0 ? null : all.map((each) => `(${each})`).join('|');
}

/** Paths whose contents are not in the repository. */
async function absentPaths(gitDirectory: string, tree: CommitTree): Promise<readonly string[]> {
  const paths = [...tree.paths()].filter((path) => tree.objectOf(path) !== undefined);
  const { stdout } = await runGit(
    gitDirectory,
    ['cat-file', '--batch-check=%(objectname)'],
    paths.map((path) => `${tree.objectOf(path)}\n`).join(''),
  );
  const missing = new Set(
    stdout
      .toString('latin1')
      .split('\n')
      .flatMap((line) => (line.endsWith(' missing') ? [line.slice(0, -' missing'.length)] : [])),
  );
  return paths.filter((path) => missing.has(tree.objectOf(path) ?? ''));
}

async function searchPresent(
  objects: ObjectReader,
  tree: CommitTree,
  source: string,
  absent: readonly string[],
): Promise<SearchResult> {
  const without = new Set(absent);
  const pattern = new RegExp(source, 'm');
  const paths: string[] = [];
  const unsearched = [...absent];
  for (const path of tree.paths()) {
    const object = tree.objectOf(path);
    if (object === undefined || without.has(path)) continue;
    const blob = await objects.read(object, largest);
    if (blob.state !== 'read') unsearched.push(path);
    else if (!blob.bytes.subarray(0, 8000).includes(0) && pattern.test(blob.bytes.toString('utf8')))
      paths.push(path);
  }
  return { paths, unsearched };
}
