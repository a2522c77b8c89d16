import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { runGit } from '../source/git.ts';
import { parseTree } from '../source/tree.ts';
import type { Log } from './client.ts';
import { GitFailure, runGitWithToken } from './git-with-token.ts';
import type { Remote } from './git-with-token.ts';

export interface FetchRequest extends Remote {
  /** `owner/name` */
  readonly repository: string;
  /** full object names */
  readonly commits: readonly string[];
  /** whether a file of this path is read when it is there, however large */
  readonly isWanted: (path: string) => boolean;
  readonly log: Log;
}

/** Files above this are left out at first: in most repositories they are media. */
const largestBlob = '2m';

/** Of those left out, as many are asked for by name at most. */
const mostByName = 500;

const fetchOptions: readonly string[] = [
  '-c',
  'gc.auto=0',
  '-c',
  'maintenance.auto=false',
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  `--filter=blob:limit=${largestBlob}`,
];

const attempts = 3;

/**
 * Fetches commits, without their history, into a bare repository. Returns its folder. Never a
 * work tree. Large files are left out, but for those that changed or that a reader wants.
 */
export async function fetchCommits(request: FetchRequest): Promise<string> {
  const { directory, serverUrl, repository, commits, log } = request;
  await mkdir(directory, { recursive: true });
  const git = (...args: readonly string[]): Promise<string> => runGitWithToken(args, '', request);
  const format = commits.some((name) => name.length === 64) ? 'sha256' : 'sha1';
  await git('init', '--quiet', '--bare', `--object-format=${format}`, '--template=', directory);
  await git('config', 'remote.origin.url', `${serverUrl.replace(/\/+$/, '')}/${repository}.git`);
  log.debug(`Fetching ${commits.join(' and ')} into ${directory}`);
  try {
    await persistently(() => git(...fetchOptions, '--depth=1', 'origin', ...commits), log);
  } catch (error) {
    throw explain(error, request);
  }
  await fetchWanted(request);
  return directory;
}

/**
 * What is left out now and wanted by no reader is simply not there, and git must not take it for
 * something to be fetched while it searches. If a wanted file cannot be had, the repository
 * stays a partial clone: then reading and searching say what they could not see.
 */
async function fetchWanted(request: FetchRequest): Promise<void> {
  const { directory, log } = request;
  const forgetRemote = async (): Promise<void> => {
    for (const key of ['promisor', 'partialclonefilter']) {
      await runGit(directory, ['config', '--unset-all', `remote.origin.${key}`]);
    }
  };
  await forgetRemote();
  const missing = await missingFiles(request);
  if (missing.length === 0) return;
  log.debug(`Fetching ${missing.length} large files by name`);
  const names = `${missing.slice(0, mostByName).join('\n')}\n`;
  try {
    await persistently(() => runGitWithToken([...fetchOptions, '--stdin', 'origin'], names, request), log);
    if (missing.length <= mostByName) await forgetRemote();
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    log.warning(`Some large files could not be fetched: ${error.message}`);
    await runGit(directory, ['config', 'remote.origin.promisor', 'true']);
  }
}

/**
 * Object names of files that are not here and that a reader wants, or that differ between the
 * commits: git looks into those to tell a renamed file from a new one.
 */
async function missingFiles({ directory, commits, isWanted }: FetchRequest): Promise<readonly string[]> {
  const trees = await Promise.all(
    commits.map(async (commit) => {
      const listing = await runGit(directory, ['ls-tree', '-r', '-z', '--full-tree', commit]);
      return parseTree(listing.stdout);
    }),
  );
  const objects = new Set<string>();
  for (const tree of trees) {
    for (const path of tree.paths()) {
      const object = tree.objectOf(path);
      if (object === undefined || objects.has(object)) continue;
      if (isWanted(path) || trees.some((other) => other.objectOf(path) !== object)) objects.add(object);
    }
  }
  const check = ['cat-file', '--batch-check=%(objectname)'];
  const { stdout } = await runGit(directory, check, `${[...objects].join('\n')}\n`);
  return [...stdout.toString('latin1').matchAll(/^([0-9a-f]+) missing$/gm)].map(([, name]) => name ?? '');
}

/** Tries again what may pass. */
async function persistently(work: () => Promise<string>, log: Log): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof GitFailure) || attempt === attempts || isFinal(error.message)) throw error;
      log.info(`Fetching failed, trying again: ${error.message}`);
      await sleep(1000 * attempt);
    }
  }
}

/** Trying again will not help. */
function isFinal(problem: string): boolean {
  return /not our ref|Authentication failed|could not read Username|returned error: 40[134]|not found/i.test(
    problem,
  );
}

function explain(error: unknown, { repository, commits }: FetchRequest): unknown {
  if (!(error instanceof GitFailure)) return error;
  const gone = /not our ref/.test(error.message);
  return new UserError(
    `Could not fetch ${commits.join(' and ')} from ${repository}: ${error.message}`,
    gone
      ? 'The commit is no longer reachable on the server. Push again, or name commits that are.'
      : 'Give the token contents: read on this repository, or add a checkout step with fetch-depth: 0.',
  );
}
