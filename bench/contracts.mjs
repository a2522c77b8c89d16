// `npm run bench -- contracts [<old> <new>]`: two large OpenAPI descriptions, in fresh processes, beside the floor.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dump } from 'js-yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, process.env.SYSTEM_DRIFT_DIST ?? 'dist', 'cli.js');
const installed = ['ghes-3.18', 'ghes-3.19'].map((name) =>
  join(root, 'node_modules/@octokit/openapi/generated', `${name}.json`),
);
const tellMemory = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write(`\\nmemory ${process.resourceUsage().maxRSS}`));",
)}`;
const floor =
  "for (const path of process.argv.slice(1)) JSON.parse(require('node:fs').readFileSync(path, 'utf8'));";

/** Prints a table: least wall-clock time of several runs, and the most memory of any. */
export function benchContracts(runs, given) {
  const [old, next] = given.length === 2 ? given : installed;
  if (!existsSync(old) || !existsSync(next)) {
    console.log(
      'Contracts: no descriptions. Give two JSON files, or install @octokit/openapi (it is not among the dependencies).',
    );
    return;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'system-drift-contracts-'));
  const copy = join(scratch, 'copy.json');
  copyFileSync(old, copy);
  const yaml = [old, next].map((path, index) => {
    const written = join(scratch, `${index}.yaml`);
    writeFileSync(written, dump(JSON.parse(readFileSync(path, 'utf8')), { noRefs: true }));
    return written;
  });
  const contract = (a, b) => [cli, 'contract', a, b, '--format', 'json', '--fail-on', 'never'];
  /** @type {readonly (readonly [string, readonly string[]])[]} */
  const cases = [
    { name: 'read and JSON.parse of both', args: ['-e', floor, old, next] },
    { name: 'system-drift contract', args: contract(old, next) },
    { name: 'the same as YAML', args: contract(...yaml) },
    { name: 'identical files', args: contract(old, copy) },
  ];
  const best = new Map(cases.map(({ name }) => [name, { wall: Infinity, memory: 0 }]));
  for (let run = 0; run < runs; run += 1) {
    // In turn, so that a machine that slows down slows all of them.
    for (const { name, args } of cases) {
      const { wall, memory } = measure(args);
      const known = best.get(name);
      best.set(name, { wall: Math.min(wall, known.wall), memory: Math.max(memory, known.memory) });
    }
  }
  rmSync(scratch, { recursive: true, force: true });
  const sizes = [old, next].map((path) => `${(statSync(path).size / 1e6).toFixed(1)} MB`).join(' and ');
  console.log(
    `\nnode ${process.version}, two descriptions of ${sizes}, least of ${runs} runs, whole processes\n`,
  );
  console.log('| what | milliseconds | of the floor | most memory, MB |');
  console.log('|---|---|---|---|');
  const least = best.get(cases[0].name).wall;
  for (const [name, { wall, memory }] of best) {
    console.log(`| ${name} | ${wall.toFixed(0)} | ${(wall / least).toFixed(1)} | ${memory.toFixed(0)} |`);
  }
}

function measure(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', tellMemory, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const wall = performance.now() - start;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${stderr}`);
  return { wall, memory: Number(/memory (\d+)/.exec(stderr)?.[1]) / 1024 };
}
