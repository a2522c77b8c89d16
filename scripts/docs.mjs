// Writes what is generated from the code: docs/rules/, docs/settings.md, schema/ and the demo in README.md.
// With --check it writes nothing and fails when a file on disk is not what it would write.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { loadTypeScript } from './load-typescript.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');

const { generatedFiles } = await loadTypeScript(root, 'scripts/docs/generated-files.ts');
const { withDemoComment } = await loadTypeScript(root, 'scripts/docs/demo-comment.ts');
const readme = await withDemoComment(readFileSync(join(root, 'README.md'), 'utf8'));
const stale = [];
for (const [path, text] of [...generatedFiles(root), ['README.md', readme]]) {
  const wanted = text === null ? null : await formatted(path, text);
  if (wanted === current(path)) continue;
  stale.push(path);
  if (!check) write(path, wanted);
}

if (check && stale.length > 0) {
  console.error(`Not what the code says; run npm run docs:\n${stale.map((path) => `  ${path}`).join('\n')}`);
  process.exitCode = 1;
} else {
  console.log(
    stale.length === 0
      ? 'Generated files are up to date.'
      : `Written:\n${stale.map((path) => `  ${path}`).join('\n')}`,
  );
}

/** As `npm run format` would leave it; the pages of rules hold scenarios as they are. */
async function formatted(path, text) {
  if (path.startsWith('docs/rules/')) return text;
  const config = await resolveConfig(join(root, path));
  return format(text, { ...config, filepath: path });
}

function current(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function write(path, text) {
  const file = join(root, path);
  if (text === null) return rmSync(file);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
