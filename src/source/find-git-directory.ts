import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';

/**
 * The git directory that a folder belongs to: its own or an ancestor's `.git` (folder,
 * or file of a linked work tree or submodule), or the folder itself when it is bare.
 * Found by us and not by git, which refuses repositories that another user owns.
 */
export async function findGitDirectory(folder: string): Promise<string> {
  const start = resolve(folder);
  for (let current = start; ; current = dirname(current)) {
    const dotGit = join(current, '.git');
    const kind = await stat(dotGit).catch(() => null);
    if (kind?.isDirectory()) return dotGit;
    if (kind?.isFile()) {
      const [, target] = /^gitdir: (.+?)\s*$/m.exec(await readFile(dotGit, 'utf8')) ?? [];
      if (target !== undefined) return resolve(current, target);
    }
    if (await isBare(current)) return current;
    if (dirname(current) === current) break;
  }
  throw new UserError(
    `${start} is not inside a git repository`,
    'Run inside a repository, or name one with --repo <dir>.',
  );
}

async function isBare(folder: string): Promise<boolean> {
  const [head, objects] = await Promise.all([
    stat(join(folder, 'HEAD')).catch(() => null),
    stat(join(folder, 'objects')).catch(() => null),
  ]);
  return head?.isFile() === true && objects?.isDirectory() === true;
}
