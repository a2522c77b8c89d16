import { runGit } from './git.ts';
import type { ObjectReader } from './objects.ts';
import type { SearchQuery, SearchResult } from './repository.ts';
import type { CommitTree } from './tree.ts';
import { decodePath } from './tree.ts';

/** Files above this are not searched by hand; `git grep` has no such limit. */
const largest = 2 << 20;

/**
 * Search over the objects of a commit. `git grep` where all objects are there; in a
 * partial clone, where it would die at the first missing one, the present ones are
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
  const found = new Set<string>();
  const always = ['--no-color', '-l', '-z', '-I', '--full-name'];
  const answers = await Promise.all(
    runsOf(query).map(({ flags, input, pathspecs = [] }) =>
      runGit(gitDirectory, ['grep', ...always, ...flags, '-f', '-', commit, '--', ...pathspecs], input),
    ),
  );
  for (const { code, stdout } of answers) {
    if (code > 1 || code < 0) return searchPresent(gitDirectory, objects, tree, pattern);
    for (let at = 0; at < stdout.length;) {
      const end = stdout.indexOf(0, at);
      found.add(decodePath(stdout.subarray(at + commit.length + 1, end)));
      at = end + 1;
    }
  }
  return { paths: [...found], unsearched: [] };
}

/** Up to here git finds listed words faster than one alternation of them; beyond, it is several times slower. */
const mostListed = 100;

interface Run {
  readonly flags: readonly string[];
  readonly input: string;
  readonly pathspecs?: readonly string[];
}

function runsOf({ words, patterns = [], within = [] }: SearchQuery): readonly Run[] {
  const listed = words.length > 0 && words.length <= mostListed;
  const pattern = patternOf({ words: listed ? [] : words, patterns });
  return [
    ...(listed ? [{ flags: ['-w', '-F'], input: `${words.join('\n')}\n` }] : []),
    ...(pattern === null ? [] : [{ flags: ['-E'], input: `${pattern}\n` }]),
    ...within.flatMap((each) => {
      const own = patternOf({ words: [], patterns: each.patterns });
      const pathspecs = each.endings.map((ending) => `*${ending}`);
      return own === null ? [] : [{ flags: ['-E'], input: `${own}\n`, pathspecs }];
    }),
  ];
}

/** One alternation for all: an extended regular expression that means the same in JavaScript. Null for an empty query. */
export function patternOf({ words, patterns = [], within = [] }: SearchQuery): string | null {
  const whole =
    words.length > 0 ? [`(^|[^A-Za-z0-9_])(${words.map(escapePattern).join('|')})([^A-Za-z0-9_]|$)`] : [];
  const all = [...whole, ...patterns, ...within.flatMap((each) => each.patterns)];
  return all.length === 0 ? null : all.map((each) => `(${each})`).join('|');
}

async function searchPresent(
  gitDirectory: string,
  objects: ObjectReader,
  tree: CommitTree,
  source: string,
): Promise<SearchResult> {
  const listing = await runGit(gitDirectory, [
    'cat-file',
    '--batch-all-objects',
    '--batch-check=%(objectname)',
    '--unordered',
  ]);
  const present = new Set(listing.stdout.toString('latin1').split('\n'));
  const pattern = new RegExp(source, 'm');
  const paths: string[] = [];
  const unsearched: string[] = [];
  for (const path of tree.paths()) {
    const object = tree.objectOf(path);
    if (object === undefined) continue;
    const blob = present.has(object) ? await objects.read(object, largest) : null;
    if (blob?.state !== 'read') unsearched.push(path);
    else if (!blob.bytes.subarray(0, 8000).includes(0) && pattern.test(blob.bytes.toString('utf8')))
      paths.push(path);
  }
  return { paths, unsearched };
}

function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
