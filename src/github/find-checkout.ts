import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findGitDirectory } from '../source/find-git-directory.ts';
import { runGit } from '../source/git.ts';

/**
 * The folder of a checkout that a step before us made, when it has all these commits;
 * null when there is none or it would have to fetch contents as it reads.
 */
export async function findCheckout(
  workspace: string | undefined,
  commits: readonly string[],
): Promise<string | null> {
  // Its own `.git` only: files that lie in the folder must not be taken for a repository.
  if (workspace === undefined || !(await exists(join(workspace, '.git')))) return null;
  const gitDirectory = await findGitDirectory(workspace);
  const promised = await runGit(gitDirectory, [
    'config',
    '--local',
    '--get-regexp',
    String.raw`^(extensions\.partialclone|remote\..*\.(promisor|partialclonefilter))$`,
  ]);
  // 1: no such setting. 0: a partial clone. Anything else: not a repository we can read.
  if (promised.code !== 1) return null;
  for (const commit of commits) {
    const { code } = await runGit(gitDirectory, ['cat-file', '-e', `${commit}^{tree}`]);
    if (code !== 0) return null;
  }
  return workspace;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
