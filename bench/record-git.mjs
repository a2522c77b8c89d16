// Which git commands one run of the command line starts, with what it writes to them: the part of its time that is git's.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @returns {{args: string[], input: string}[]} in the order in which they were started */
export function recordGit(args) {
  const folder = mkdtempSync(join(tmpdir(), 'system-drift-record-'));
  const git = execFileSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const shim = join(folder, 'git');
  // Each call leaves its arguments and its input in a folder of its own, and runs the real git.
  writeFileSync(
    shim,
    `#!/bin/sh\nd=$(mktemp -d '${folder}/call-XXXXXXXX')\nprintf '%s\\0' "$@" > "$d/args"\ndate +%s%N > "$d/start"\ntee "$d/input" | '${git}' "$@"\n`,
  );
  chmodSync(shim, 0o755);
  spawnSync(process.execPath, args, {
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
    stdio: 'ignore',
  });
  const calls = readdirSync(folder)
    .filter((name) => name.startsWith('call-'))
    .map((name) => {
      const at = (file) => readFileSync(join(folder, name, file), 'utf8');
      return {
        start: BigInt(at('start').trim()),
        args: at('args').split('\0').slice(0, -1),
        input: at('input'),
      };
    })
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  rmSync(folder, { recursive: true, force: true });
  return calls.map(({ args: own, input }) => ({ args: own, input }));
}
