import { runGit } from './git.ts';
import type { History } from './repository.ts';

/** Milliseconds: a path that nothing touched for long makes git go through everything. */
const longest = 5000;

/** Versions of a path along the first parents, from a commit backwards, newest first. */
export async function history(
  gitDirectory: string,
  commit: string,
  path: string,
  most: number,
): Promise<History> {
  const flags = ['--first-parent', '-m', '--raw', '--no-abbrev', '--no-renames', '--no-ext-diff'];
  const { code, stdout } = await runGit(
    gitDirectory,
    ['--literal-pathspecs', 'log', ...flags, '--format=%ct', `--max-count=${most}`, commit, '--', path],
    undefined,
    longest,
  );
  const versions: { object: string; time: number }[] = [];
  let time = 0;
  for (const line of stdout.toString('latin1').split('\n')) {
    if (/^\d+$/.test(line)) time = Number(line);
    const object = /^:\d+ \d+ [\da-f]+ ([\da-f]+) [A-Z]/.exec(line)?.[1];
    if (object !== undefined && !/^0+$/.test(object)) versions.push({ object, time });
  }
  return { versions, isWhole: code === 0 };
}
