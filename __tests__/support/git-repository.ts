import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files of a commit: contents by path, null to remove. */
export type Files = Readonly<Record<string, string | Buffer | null>>;

export interface CommitSpec {
  /** name to refer to it by, as a branch */
  readonly name: string;
  readonly parent?: string;
  readonly files: Files;
  /** seconds since 1970 */
  readonly time?: number;
}

/** A real bare repository with the given commits, written by one `git fast-import`. */
export class GitRepository {
  readonly path: string;

  constructor(options: readonly string[] = []) {
    this.path = mkdtempSync(join(tmpdir(), 'system-drift-'));
    execFileSync('git', ['init', '-q', '--bare', '-b', 'main', ...options, this.path]);
  }

  commit(specs: readonly CommitSpec[]): void {
    const chunks: Buffer[] = [];
    const put = (text: string): number => chunks.push(Buffer.from(text));
    for (const { name, parent, files, time = 1_700_000_000 } of specs) {
      put(`commit refs/heads/${name}\ncommitter Test <test@example.org> ${time} +0000\ndata 0\n`);
      if (parent !== undefined) put(`from refs/heads/${parent}\n`);
      for (const [path, content] of Object.entries(files)) {
        if (content === null) {
          put(`D ${quote(path)}\n`);
          continue;
        }
        const bytes = Buffer.from(content);
        put(`M 100644 inline ${quote(path)}\ndata ${bytes.length}\n`);
        chunks.push(bytes);
        put('\n');
      }
      put('\n');
    }
    execFileSync('git', ['-C', this.path, 'fast-import', '--quiet'], { input: Buffer.concat(chunks) });
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', ['-C', this.path, ...args], { encoding: 'utf8' }).trim();
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function quote(path: string): string {
  const escaped = path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
