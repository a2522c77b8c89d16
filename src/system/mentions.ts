import type { CommitTree } from '../source/tree.ts';
import type { FileReader } from './file-reader.ts';
import type { Subjects } from './subjects.ts';
import type { Mention } from './system.ts';

/**
 * Lines that name a host in play as a host: behind `//` or `@`, or before a port.
 * A bare word is no mention: `redis` is also a package, `api` also a folder.
 */
export async function findMentions(
  reader: FileReader,
  tree: CommitTree,
  paths: readonly string[],
  subjects: Subjects,
): Promise<readonly Mention[]> {
  if (subjects.hosts.size === 0) return [];
  const names = [...subjects.hosts].map((name) => name.replace(/[.+?^${}()|[\]\\*]/g, '\\$&')).join('|');
  const pattern = new RegExp(
    `(?:(?:\\/\\/|@)(${names})(?=[:/"'?, ]|$))|(?:(?<![\\w.-])(${names}):\\d{2,5}(?!\\d))`,
    'g',
  );
  const found: Mention[] = [];
  for (const path of paths) {
    const text = await reader.text(tree, path);
    if (text === null) continue;
    text.split('\n').forEach((content, index) => {
      if (content.length > 5000) return;
      for (const match of content.matchAll(pattern)) {
        found.push({ path, line: index + 1, kind: 'host', subject: match[1] ?? match[2] ?? '' });
      }
    });
  }
  return found;
}
