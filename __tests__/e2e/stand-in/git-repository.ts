import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files by path; null removes one. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

/** A real repository to make commits in. */
export interface GitRepository {
  readonly directory: string;
  readonly git: (...args: readonly string[]) => string;
  /** commits on top of what is checked out; returns the full name */
  readonly commit: (message: string, files: Files) => string;
}

export function createRepository(directory: string): GitRepository {
  mkdirSync(directory, { recursive: true });
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: directory, encoding: 'utf8', env: environment, stdio: 'pipe' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  return {
    directory,
    git,
    commit(message, files) {
      for (const [path, content] of Object.entries(files)) {
        const file = join(directory, path);
        if (content === null) {
          rmSync(file);
        } else {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, content);
        }
      }
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD');
    },
  };
}

const environment = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_AUTHOR_DATE: '2026-01-05T10:00:00Z',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_COMMITTER_DATE: '2026-01-05T10:00:00Z',
};
