// `npm run bench [-- <repository> <base> <head>]`: whole-process time of a pull request beside its floor.
// `npm run bench -- locks`: lockfiles alone. `npm run bench -- contracts`: OpenAPI descriptions alone.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchContracts } from './contracts.mjs';
import { benchLocks } from './locks.mjs';
import { makeRepository } from './make-repository.mjs';
import { recordGit } from './record-git.mjs';

const runs = Number(process.env.BENCH_RUNS ?? 9);
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const floor = fileURLToPath(new URL('floor.mjs', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'system-drift-bench-'));

const [given, base = 'main', head = 'change'] = process.argv.slice(2);
if (given === 'locks') {
  await benchLocks(runs);
  process.exit();
}
if (given === 'contracts') {
  benchContracts(runs, process.argv.slice(3));
  process.exit();
}
const cases = given
  ? [{ name: given, folder: given }]
  : [500, 5_000, 50_000].map((size) => ({ name: `${size} files`, folder: makeRepository(size), made: true }));

console.log(`node ${process.version}, median of ${runs} runs, milliseconds of whole processes\n`);
console.log(
  '| repository | system-drift | floor | ratio | git calls | node alone | of it config: readers, rules |',
);
console.log('|---|---|---|---|---|---|---|');
for (const { name, folder, made } of cases) {
  const args = [cli, 'diff', base, head, '--repo', folder, '--format', 'json'];
  const calls = recordGit(args);
  const recording = join(scratch, 'calls.json');
  writeFileSync(recording, JSON.stringify(calls));
  const own = [];
  const least = [];
  const bare = [];
  const shares = [[], []];
  for (let run = 0; run <= runs; run += 1) {
    // In turn, so that a machine that slows down slows all of them; the first round only warms up.
    const times = [time(args), time([floor, recording, folder]), time(['-e', '0'])];
    if (run === 0) continue;
    [own, least, bare].forEach((list, index) => list.push(times[index].wall));
    const { configReadMs = 0, configRulesMs = 0 } = JSON.parse(times[0].stdout).timing;
    [configReadMs, configRulesMs].forEach((share, index) => shares[index].push(share));
  }
  const [a, b, c] = [own, least, bare].map(median);
  console.log(
    `| ${name} | ${a.toFixed(0)} | ${b.toFixed(0)} | ${(a / b).toFixed(2)} | ${calls.length} | ${c.toFixed(0)} | ${shares.map(median).join(', ')} |`,
  );
  if (made) rmSync(folder, { recursive: true, force: true });
}
rmSync(scratch, { recursive: true, force: true });
if (!given) {
  await benchLocks(runs);
  benchContracts(runs, []);
}

function time(args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  });
  if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')} ended with ${status}\n${stderr}`);
  return { wall: performance.now() - start, stdout };
}

function median(values) {
  return values.sort((x, y) => x - y)[values.length >> 1];
}
