import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRepository } from './git-repository.ts';
import type { GitRepository } from './git-repository.ts';
import type { World } from './github.ts';

/** A repository on the stand-in, with the work tree its commits are made in. */
export interface TestWorld extends World {
  /** everything of this world is below it */
  readonly folder: string;
  readonly repository: GitRepository;
  readonly remove: () => void;
}

const everything = { contents: 'read', issues: 'write', pull_requests: 'write', checks: 'read' } as const;

export function createWorld(given: Partial<Pick<World, 'permissions' | 'login'>> = {}): TestWorld {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'system-drift-world-')));
  const repository = createRepository(join(folder, 'work'));
  // As on GitHub: any commit can be asked for by name, and files can be left out by size.
  repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  repository.git('config', 'uploadpack.allowFilter', 'true');
  const [owner, repo] = ['acme', 'shop'];
  mkdirSync(join(folder, 'remotes', owner), { recursive: true });
  symlinkSync(join(repository.directory, '.git'), join(folder, 'remotes', owner, `${repo}.git`));
  return {
    folder,
    repository,
    owner,
    repo,
    gitRoot: join(folder, 'remotes'),
    token: 'ghs_0standInToken0forTests0only0000000',
    login: given.login ?? 'github-actions[bot]',
    permissions: given.permissions ?? everything,
    comments: [],
    pulls: [],
    issues: [],
    checks: [],
    vulnerabilities: [],
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
