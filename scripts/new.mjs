// Writes the skeleton of a rule or a format, and its line in the registry:
//   npm run new rule <id> [stage]      npm run new format <id>
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { formatFiles, ruleFiles } from './new/skeletons.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [what, id = '', stageName = 'config'] = process.argv.slice(2);

try {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) throw new Error('An id is kebab-case: env-file-missing');
  if (what === 'rule') await addRule();
  else if (what === 'format') await addFormat();
  else throw new Error('Use: npm run new rule <id> [stage], or npm run new format <id>');
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

async function addRule() {
  const folders = readdirSync(join(root, 'src/stages')).filter((name) =>
    existsSync(join(root, 'src/stages', name, 'index.ts')),
  );
  const folder = folders.find((name) => name === stageName || name.slice(2) === stageName);
  if (!folder) {
    throw new Error(
      `There is no stage ${stageName} with rules. There are: ${folders.map((name) => name.slice(2)).join(', ')}`,
    );
  }
  const files = ruleFiles({ id, name: camelCase(id), folder, stage: folder.slice(2) });
  await write(files);
  await register(`src/stages/${folder}/index.ts`, `./${id}.ts`);
  say(files, `src/stages/${folder}/index.ts`, [
    'Write the check and the words; make the scenario that fires fire: npm test -- __tests__/scenarios.test.ts',
    'Then npm run docs.',
  ]);
}

async function addFormat() {
  const files = formatFiles({ id, name: camelCase(id) });
  await write(files);
  await register('src/formats/index.ts', `./${id}/format.ts`);
  say(files, 'src/formats/index.ts', [
    `Say which files it is for, read them, and test bad input too: npm test -- __tests__/formats/${id}`,
    'The first format in the registry that matches a file reads it: mind its place there.',
  ]);
}

async function write(files) {
  const there = Object.keys(files).filter((path) => existsSync(join(root, path)));
  if (there.length > 0) throw new Error(`Already there: ${there.join(', ')}`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), await formatted(path, text));
  }
}

/** Adds an import behind the last one, and the name at the end of the list that the file exports. */
async function register(path, from) {
  const source = readFileSync(join(root, path), 'utf8');
  const name = camelCase(id);
  const imports = [...source.matchAll(/^import .*;$/gm)];
  const last = imports.at(-1);
  const listEnd = source.lastIndexOf(']');
  if (!last || listEnd === -1) throw new Error(`${path} has no list to add to`);
  const importEnd = last.index + last[0].length;
  const before = source.slice(importEnd, listEnd).trimEnd();
  const comma = before.endsWith('[') || before.endsWith(',') ? '' : ',';
  const text = `${source.slice(0, importEnd)}\nimport { ${name} } from '${from}';${before}${comma} ${name},\n${source.slice(listEnd)}`;
  writeFileSync(join(root, path), await formatted(path, text));
}

async function formatted(path, text) {
  const config = await resolveConfig(join(root, path));
  return format(text, { ...config, filepath: path });
}

function say(files, registry, next) {
  console.log(
    `Written:\n${[...Object.keys(files), registry].map((path) => `  ${path}`).join('\n')}\n${next.join('\n')}`,
  );
}

function camelCase(words) {
  return words.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
