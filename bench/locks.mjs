// `npm run bench -- locks`: both sides of a lockfile in which one package moved, in fresh processes, beside the floor.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { makeLocks } from './make-locks.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const child = join(root, 'bench', 'read-lock.mjs');

/** Prints a table: least wall-clock time and least user time of several runs, in milliseconds. */
export async function benchLocks(runs) {
  const scratch = mkdtempSync(join(tmpdir(), 'system-drift-locks-'));
  execFileSync('git', ['init', '-q', '--bare', scratch]);
  const locks = makeLocks();
  const readers = join(scratch, 'readers');
  await bundleReaders(readers, [...new Set(locks.map(({ id }) => id))]);
  console.log(
    `\nnode ${process.version}, least of ${runs} runs, milliseconds: wall clock (user time of the process itself)\n`,
  );
  console.log(
    '| lockfile | MB | floor: git and line ends | system-drift, both sides | ratio | usual library, both sides |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const { format, id, path, base, head, library } of locks) {
    const objects = [base, head].map((text) => store(scratch, text));
    const isThere =
      library === 'JSON' || (library !== null && existsSync(join(root, 'node_modules', library)));
    const best = new Map();
    for (let run = 0; run < runs; run += 1) {
      // In turn, so that a machine that slows down slows all of them.
      for (const mode of ['floor', 'reader', ...(isThere ? [library] : [])]) {
        const { wall, user } = time([child, mode, scratch, ...objects, path, join(readers, `${id}.mjs`)]);
        const known = best.get(mode) ?? { wall: Infinity, user: Infinity };
        best.set(mode, { wall: Math.min(wall, known.wall), user: Math.min(user, known.user) });
      }
    }
    const show = (mode) => {
      const found = best.get(mode);
      return found ? `${found.wall.toFixed(0)} (${found.user.toFixed(0)})` : '–';
    };
    const ratio = best.get('reader').wall / best.get('floor').wall;
    const usual = isThere ? `${library === 'JSON' ? 'JSON.parse' : library}: ${show(library)}` : '–';
    console.log(
      `| ${format} | ${(base.length / 1e6).toFixed(2)} | ${show('floor')} | ${show('reader')} | ${ratio.toFixed(2)} | ${usual} |`,
    );
  }
  rmSync(scratch, { recursive: true, force: true });
}

/** Each format alone: what the others cost to load is the affair of the whole program. */
async function bundleReaders(outdir, ids) {
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(ids.map((id) => [id, `src/formats/${id}/format.ts`])),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    minify: true,
    outExtension: { '.js': '.mjs' },
    banner: {
      js: "import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
}

function store(gitDirectory, text) {
  const options = { input: text, encoding: 'utf8', maxBuffer: 1 << 30 };
  return execFileSync('git', ['-C', gitDirectory, 'hash-object', '-w', '--stdin'], options).trim();
}

function time(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${stderr}`);
  return JSON.parse(stdout);
}
