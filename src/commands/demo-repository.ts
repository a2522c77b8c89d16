import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { gitEnvironment } from '../source/git.ts';
import { after, before } from './demo-files.ts';
import type { DemoFiles } from './demo-files.ts';

/** A bare repository of two commits in a temporary folder. */
export interface DemoRepository {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** Makes the repository that `system-drift demo` looks at: branch `main`, and `change` on top of it. */
export async function makeDemoRepository(): Promise<DemoRepository> {
  const folder = await mkdtemp(join(tmpdir(), 'system-drift-demo-'));
  await git(folder, ['init', '-q', '--bare', '-b', 'main', folder]);
  await git(
    folder,
    ['fast-import', '--quiet'],
    [
      commit('main', null, 'The shop as it runs today', before),
      commit('change', 'main', 'Add the assistant, update what is old', after),
    ].join(''),
  );
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

function commit(branch: string, parent: string | null, message: string, files: DemoFiles): string {
  const changes = Object.entries(files).map(([path, content]) =>
    content === null
      ? `D "${path}"\n`
      : `M 100644 inline "${path}"\ndata ${Buffer.byteLength(content)}\n${content}\n`,
  );
  // A fixed author and date: the same demo has the same commits everywhere.
  const who = 'System Drift <demo@example.org> 1767225600 +0000';
  const from = parent === null ? '' : `from refs/heads/${parent}\n`;
  return `commit refs/heads/${branch}\ncommitter ${who}\ndata ${message.length}\n${message}\n${from}${changes.join('')}\n`;
}

function git(folder: string, args: readonly string[], input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...args], {
      env: gitEnvironment(folder),
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.on('error', () => reject(new UserError('git was not found', 'Install git and try again.')));
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`git ${args[0] ?? ''} ended with ${code}`)),
    );
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
