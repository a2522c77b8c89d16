// One process: both sides of a lockfile from one `git cat-file --batch`, then a scan for line ends, a library, or our reader.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

const [mode, gitDirectory, base, head, path, bundle] = process.argv.slice(2);
const start = performance.now();
const texts = await contents([base, head]);
if (mode === 'floor') for (const text of texts) lines(text);
else if (mode === 'reader') {
  const [format] = Object.values(await import(bundle));
  const memory = new Map();
  for (const text of texts) await format.read({ path, text }, memory);
} else {
  const parse = await parser(mode);
  for (const text of texts) parse(text);
}
const { userCPUTime } = process.resourceUsage();
process.stdout.write(JSON.stringify({ wall: performance.now() - start, user: userCPUTime / 1000 }));

function lines(text) {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

async function parser(name) {
  if (name === 'JSON') return JSON.parse;
  if (name === 'js-yaml') return (await import('js-yaml')).load;
  if (name === 'smol-toml') return (await import('smol-toml')).parse;
  return createRequire(import.meta.url)(name).parse;
}

async function contents(objects) {
  const git = spawn('git', ['cat-file', '--batch'], {
    env: { PATH: process.env.PATH, GIT_DIR: gitDirectory },
  });
  git.stdin.end(objects.map((object) => `${object}\n`).join(''));
  const chunks = [];
  for await (const chunk of git.stdout) chunks.push(chunk);
  const all = Buffer.concat(chunks);
  const found = [];
  for (let at = 0; at < all.length;) {
    const end = all.indexOf(10, at);
    const size = Number(all.toString('latin1', at, end).split(' ')[2]);
    found.push(all.toString('utf8', end + 1, end + 1 + size));
    at = end + size + 2;
  }
  return found;
}
