import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import type { Log } from './client.ts';

export interface FetchRequest {
  /** a folder of our own; made when it is not there */
  readonly directory: string;
  /** `GITHUB_SERVER_URL` */
  readonly serverUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
  /** full object names */
  readonly commits: readonly string[];
  readonly log: Log;
}

/**
 * Files above this are not fetched: no reader takes a source file that large, and what is
 * larger is media. A lockfile or contract above it shows up as a gap, not as nothing.
 */
const largestBlob = '12m';

const fetchOptions: readonly string[] = [
  '-c',
  'gc.auto=0',
  '-c',
  'maintenance.auto=false',
  'fetch',
  '--quiet',
  '--depth=1',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  `--filter=blob:limit=${largestBlob}`,
];

const attempts = 3;

/** Fetches commits, without their history, into a bare repository. Returns its folder. Never a work tree. */
export async function fetchCommits(request: FetchRequest): Promise<string> {
  const { directory, serverUrl, repository, commits, log } = request;
  await mkdir(directory, { recursive: true });
  const git = (...args: readonly string[]): Promise<string> => run(args, request);
  const format = commits.some((name) => name.length === 64) ? 'sha256' : 'sha1';
  await git('init', '--quiet', '--bare', `--object-format=${format}`, '--template=', directory);
  await git('config', 'remote.origin.url', `${serverUrl.replace(/\/+$/, '')}/${repository}.git`);
  log.debug(`Fetching ${commits.join(' and ')} into ${directory}`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await git(...fetchOptions, 'origin', ...commits);
      return directory;
    } catch (error) {
      const problem = error instanceof GitFailure ? error.message : '';
      if (problem === '' || attempt === attempts || isFinal(problem)) throw explain(error, request);
      log.info(`Fetching failed, trying again: ${problem}`);
      await sleep(1000 * attempt);
    }
  }
}

class GitFailure extends Error {}

/** Runs git with the token in its environment: not in its arguments, the URL or any file. */
function run(args: readonly string[], { directory, serverUrl, token }: FetchRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      cwd: directory,
      env: fetchEnvironment(serverUrl, token, directory),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    child.on('error', () => {
      reject(
        new UserError(
          'git could not be started',
          'Install git on the runner; any version since 2.32 will do.',
        ),
      );
    });
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new GitFailure(withoutSecrets(stderr, token).trim().slice(0, 1000)));
    });
  });
}

/** Keeps what leads to the network (proxies, certificates) and drops what changes which repository git works on. */
export function fetchEnvironment(serverUrl: string, token: string, directory: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !name.startsWith('INPUT_') && (!name.startsWith('GIT_') || /^GIT_(?:SSL|PROXY|EXEC_PATH)/.test(name)),
  );
  const header = `http.${serverUrl.replace(/\/+$/, '')}/.extraheader`;
  const settings: readonly (readonly [string, string])[] = [
    // Empty first: a header or helper from the user's configuration would be sent as well.
    [header, ''],
    [header, `AUTHORIZATION: basic ${basicAuthorization(token)}`],
    ['credential.helper', ''],
  ];
  const counted = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(counted),
    GIT_CONFIG_COUNT: String(settings.length),
    GIT_DIR: directory,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_ALLOW_PROTOCOL: 'https:http',
    LC_ALL: 'C',
  };
}

/** What follows `basic ` in the header; to be masked in logs like the token itself. */
export function basicAuthorization(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64');
}

function withoutSecrets(text: string, token: string): string {
  return [token, basicAuthorization(token)].reduce((left, secret) => left.replaceAll(secret, '***'), text);
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
