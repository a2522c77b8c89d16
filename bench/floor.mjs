// The floor: start node, run the recorded git commands one after the other, throw their output away.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [file, gitDirectory] = process.argv.slice(2);
for (const { args, input } of JSON.parse(readFileSync(file, 'utf8'))) {
  spawnSync('git', args, {
    input,
    env: {
      PATH: process.env.PATH,
      GIT_DIR: gitDirectory,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
    },
    maxBuffer: 1 << 30,
  });
}
