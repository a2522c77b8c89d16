import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { devNull } from 'node:os';

export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * The environment of every git process: no prompts, no network, no replaced objects,
 * and nothing of the user's or the system's configuration. `GIT_DIR` is always given,
 * so git neither searches for a repository nor refuses one that another user owns.
 */
export function gitEnvironment(gitDirectory: string): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TMPDIR } = process.env;
  return {
    ...(PATH === undefined ? {} : { PATH }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    GIT_DIR: gitDirectory,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    // A partial clone would fetch what is missing, one object at a time. The first is for git 2.44 and later.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    LC_ALL: 'C',
  };
}

/** Starts git with its pipes open; `-c` settings that must hold whatever the repository's own configuration says. */
export function startGit(gitDirectory: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  const fixed = [
    '-c',
    'core.quotePath=false',
    '-c',
    'core.fsmonitor=false',
    '-c',
    'core.hooksPath=/dev/null',
  ];
  return spawn('git', [...fixed, ...args], { env: gitEnvironment(gitDirectory), stdio: 'pipe' });
}

/**
 * Runs git to its end. A failure is in `code`; only a git that cannot be started rejects.
 *
 * @param limit milliseconds after which git is stopped: `code` is then -1, and `stdout` what it had said
 */
export function runGit(
  gitDirectory: string,
  args: readonly string[],
  input?: string,
  limit?: number,
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = startGit(gitDirectory, args);
    const timer = limit === undefined ? undefined : setTimeout(() => child.kill(), limit);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    // git may close its input early; its exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({
        code: code ?? -1,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString('utf8').slice(0, 2000),
      });
    });
    child.stdin.end(input ?? '');
  });
}
