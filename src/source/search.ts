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
  const { words, patterns = [] } = query;
  const runs = [
    { flags: ['-w', '-F'], lines: words },
    { flags: ['-E'], lines: patterns },
  ].filter(({ lines }) => lines.length > 0);
  const paths = new Set<string>();
  for (const { flags, lines } of runs) {
    const always = ['--no-color', '-l', '-z', '-I', '--full-name'];
    const { code, stdout } = await runGit(
      gitDirectory,
      ['grep', ...always, ...flags, '-f', '-', commit, '--'],
      `${lines.join('\n')}\n`,
    );
    if (code > 1 || code < 0) return searchPresent(gitDirectory, objects, tree, query);
    for (let at = 0; at < stdout.length;) {
      const end = stdout.indexOf(0, at);
      paths.add(decodePath(stdout.subarray(at + commit.length + 1, end)));
      at = end + 1;
    }
  }
  return { paths: [...paths], unsearched: 0 };
}

async function searchPresent(
  gitDirectory: string,
  objects: ObjectReader,
  tree: CommitTree,
  { words, patterns = [] }: SearchQuery,
): Promise<SearchResult> {
  const listing = await runGit(gitDirectory, [
    'cat-file',
    '--batch-all-objects',
    '--batch-check=%(objectname)',
    '--unordered',
  ]);
  const present = new Set(listing.stdout.toString('latin1').split('\n'));
  const whole = words.map((word) => `(?<![A-Za-z0-9_])${escapeRegExp(word)}(?![A-Za-z0-9_])`);
  const pattern = new RegExp([...whole, ...patterns].join('|'), 'm');
  const paths: string[] = [];
  let unsearched = 0;
  for (const path of tree.paths()) {
    const object = tree.objectOf(path);
    if (object === undefined) continue;
    const blob = present.has(object) ? await objects.read(object, largest) : null;
    if (blob?.state !== 'read') unsearched += 1;
    else if (!blob.bytes.subarray(0, 8000).includes(0) && pattern.test(blob.bytes.toString('utf8')))
      paths.push(path);
  }
  return { paths, unsearched };
}

function escapeRegExp(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
