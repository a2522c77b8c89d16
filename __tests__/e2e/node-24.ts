import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The Node that runs the Action in the tests: the one at hand, or in the long mode
 * (`SYSTEM_DRIFT_LONG=1`) the one that GitHub's runners use, from the npm package `node`.
 */
export function node24(): string {
  if (process.env['SYSTEM_DRIFT_LONG'] !== '1') return process.execPath;
  const folder = join(tmpdir(), 'system-drift-node-24');
  const binary = join(folder, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', 'node@24'], { cwd: folder, stdio: 'pipe' });
  }
  const version = execFileSync(binary, ['--version'], { encoding: 'utf8' });
  if (!version.startsWith('v24.')) throw new Error(`Expected Node 24, got ${version}`);
  return binary;
}
