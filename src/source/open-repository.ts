import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { baseTree, parseChanges } from './changes.ts';
import { history } from './history.ts';
import { findGitDirectory } from './find-git-directory.ts';
import { runGit } from './git.ts';
import type { GitResult } from './git.ts';
import { ObjectReader } from './objects.ts';
import type { Repository, TreePair } from './repository.ts';
import { search } from './search.ts';
import { parseTree } from './tree.ts';
import type { CommitTree } from './tree.ts';

/** Opens the repository that a folder belongs to; bare, linked, shallow and partial ones too. Close it after use. */
export async function openRepository(folder: string): Promise<Repository> {
  const gitDirectory = await findGitDirectory(folder);
  const git = (args: readonly string[], input?: string): Promise<GitResult> =>
    runGit(gitDirectory, args, input);
  const objects = new ObjectReader(gitDirectory);

  // `cat-file` takes an expression from its input, where nothing can be an option.
  const commitOf = (revision: string): Promise<string | null> => objects.resolve(`${revision}^{commit}`);

  const tree = async (commit: string): Promise<CommitTree> => {
    const { code, stdout, stderr } = await git(['ls-tree', '-r', '-z', '--full-tree', commit]);
    if (code !== 0) throw unreadable(commit, stderr);
    return parseTree(stdout);
  };

  return {
    gitDirectory,
    tree,
    resolve: commitOf,
    async mergeBase(a, b) {
      const { code, stdout } = await git(['merge-base', a, b]);
      return code === 0 ? (stdout.toString('latin1').split('\n')[0] ?? null) : null;
    },
    async isShallow() {
      const { stdout } = await git(['rev-parse', '--is-shallow-repository']);
      return stdout.toString('latin1').trim() === 'true';
    },
    async defaultBranch() {
      const { code, stdout } = await git(['symbolic-ref', '-q', '--short', 'refs/remotes/origin/HEAD']);
      const said = code === 0 ? [stdout.toString('utf8').trim()] : [];
      const usual = ['main', 'master', 'trunk', 'develop'];
      const names = [...said, ...usual.map((name) => `origin/${name}`), ...usual];
      for (const name of names) {
        const prefix = name.startsWith('origin/') ? 'refs/remotes/' : 'refs/heads/';
        const commit = await commitOf(`${prefix}${name}`);
        if (commit !== null) return { name, commit };
      }
      return null;
    },
    async compare(base, head): Promise<TreePair> {
      const flags = ['-r', '-z', '--raw', '--no-abbrev', '--no-commit-id', '--no-ext-diff'];
      const [headTree, similar] = await Promise.all([
        tree(head),
        git(['diff-tree', ...flags, '-M', base, head]),
      ]);
      // Finding similar files reads contents, which a partial clone may lack; equal ones need none.
      const diff = similar.code === 0 ? similar : await git(['diff-tree', ...flags, '-M100%', base, head]);
      if (diff.code !== 0) throw unreadable(base, diff.stderr);
      const changes = parseChanges(diff.stdout);
      return { base: baseTree(headTree, changes), head: headTree, files: changes.map(({ file }) => file) };
    },
    read: (object, limit) => objects.read(object, limit),
    async readPath(commit, path, limit) {
      const object = await objects.resolve(`${commit}:${path}`);
      if (object !== null) return objects.read(object, limit);
      // In a partial clone "not here" and "not there" look alike; the tree tells them apart.
      if (!(await isPartial(gitDirectory))) return null;
      const { stdout } = await git([
        '--literal-pathspecs',
        'ls-tree',
        '-z',
        '--full-tree',
        commit,
        '--',
        path,
      ]);
      return parseTree(stdout).objectOf(path) === undefined ? null : { state: 'missing' };
    },
    search: (commit, commitTree, query) => search(gitDirectory, objects, commit, commitTree, query),
    history: (commit, path, most) => history(gitDirectory, commit, path, most),
    close: () => objects.close(),
  };
}

/** Whether some objects may be left with a remote, from the configuration of the repository itself. */
async function isPartial(gitDirectory: string): Promise<boolean> {
  const common = await readFile(join(gitDirectory, 'commondir'), 'utf8').catch(() => '.');
  const config = await readFile(join(gitDirectory, common.trim(), 'config'), 'utf8').catch(() => '');
  return /^\s*(?:promisor|partialclone)\s*=/im.test(config);
}

function unreadable(commit: string, stderr: string): UserError {
  const [first = ''] = stderr.split('\n');
  return new UserError(
    `Commit ${commit} cannot be read: ${first}`,
    'Fetch it with its trees (a deeper or less filtered clone) and try again.',
  );
}
