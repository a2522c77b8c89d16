// Everything that can be told without running the tests: types, lint, format, generated files, dist.
// All of it runs, then what failed is shown; the exit code is 1 when anything did.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const rebuilt = 'node_modules/.cache/system-drift/dist';

const prettierCache = [
  '--cache',
  '--cache-strategy',
  'content',
  '--cache-location',
  'node_modules/.cache/system-drift/prettier',
];

const steps = [
  { name: 'types', run: () => node(bin('typescript', 'tsc'), '-p', '.'), remedy: 'mend the types' },
  {
    name: 'lint',
    run: () => node(bin('oxlint'), '--type-aware', '--deny-warnings'),
    remedy: 'mend the code',
  },
  {
    name: 'format',
    run: () => node(bin('prettier'), '--check', '--log-level', 'warn', ...prettierCache, '.'),
    remedy: 'npm run format',
  },
  { name: 'docs', run: () => node('scripts/docs.mjs', '--check'), remedy: 'npm run docs' },
  { name: 'dist', run: sameDist, remedy: 'npm run build' },
];

const failed = [];
const queue = [...steps];
// Two at a time: the tools use several threads of their own.
await Promise.all([worker(), worker()]);

for (const { name, output, remedy } of steps
  .map((step) => failed.find((one) => one.name === step.name))
  .filter(Boolean)) {
  console.error(`\n${name}: ${remedy}\n${output.trim().replace(/^/gm, '  ')}`);
}
process.exitCode = failed.length > 0 ? 1 : 0;

async function worker() {
  for (let step = queue.shift(); step; step = queue.shift()) {
    const start = performance.now();
    const { ok, output } = await step.run();
    if (!ok) failed.push({ ...step, output });
    console.log(
      `${ok ? 'ok    ' : 'failed'}  ${step.name.padEnd(8)}${((performance.now() - start) / 1000).toFixed(1)} s`,
    );
  }
}

/** Runs a script of Node; its output is kept for when it fails. */
function node(...args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** The script behind a package's command. */
function bin(name, command = name) {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin: commands } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof commands === 'string' ? commands : commands[command]);
}

/** Builds again and compares byte for byte with what is in dist/. */
async function sameDist() {
  try {
    const build = await node('scripts/build.mjs', rebuilt);
    return build.ok ? compared() : build;
  } finally {
    rmSync(join(root, rebuilt), { recursive: true, force: true });
  }
}

function compared() {
  const [there, wanted] = ['dist', rebuilt].map(filesBelow);
  const differences = [
    ...[...wanted].filter((file) => !there.has(file)).map((file) => `missing: dist/${file}`),
    ...[...there].filter((file) => !wanted.has(file)).map((file) => `left over: dist/${file}`),
    ...[...wanted]
      .filter((file) => there.has(file))
      .filter(
        (file) => !readFileSync(join(root, 'dist', file)).equals(readFileSync(join(root, rebuilt, file))),
      )
      .map((file) => `differs: dist/${file}`),
  ];
  return { ok: differences.length === 0, output: differences.join('\n') };
}

function filesBelow(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return new Set();
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(path.length + 1)),
  );
}
