// Bundles the Action and the command line into dist/, byte for byte the same on every machine.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { loadTypeScript } from './load-typescript.mjs';

const root = new URL('..', import.meta.url).pathname;
const out = join(root, process.argv[2] ?? 'dist');
const require = createRequire(import.meta.url);

const { packagedGrammars: grammars } = await loadTypeScript(
  root,
  'src/formats/tree-sitter/packaged-grammars.ts',
);

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'grammars'), { recursive: true });

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    index: 'src/action.ts',
    cli: 'src/cli.ts',
    // Started as a thread of its own, by this name, from whatever chunk asks for it.
    'openapi-diff-worker': 'src/contracts/second-opinion/openapi-diff-worker.js',
  },
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Start-up is mostly parsing of JavaScript; names that a reader needs stand in src/.
  minify: true,
  legalComments: 'none',
  chunkNames: 'chunk-[hash]',
  mainFields: ['module', 'main'],
  metafile: true,
  banner: {
    // Bundled CommonJS packages call `require` for Node's own modules.
    js: "import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);",
  },
});

for (const [name, file] of Object.entries(grammars)) {
  cpSync(require.resolve(file), join(out, 'grammars', `${name}.wasm`));
}
cpSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), join(out, 'grammars', 'tree-sitter.wasm'));
// dist/ is a package of its own: ESM wherever it is copied to.
writeFileSync(join(out, 'package.json'), '{ "type": "module" }\n');
writeFileSync(join(out, 'licenses.txt'), licences(packageFolders()));

function packageFolders() {
  const folders = new Set();
  const paths = [
    ...Object.keys(metafile.inputs),
    ...Object.values(grammars).map((file) => `node_modules/${file}`),
  ];
  for (const path of paths) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (match) folders.add(match[1]);
  }
  return [...folders].sort((a, b) => (a < b ? -1 : 1));
}

function licences(folders) {
  const texts = new Map();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
    const body = file
      ? readFileSync(join(root, folder, file), 'utf8')
          .replace(/\r\n/g, '\n')
          .trim()
      : `Licence: ${license}`;
    texts.set(`${name} ${version}`, body);
  }
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, body]) => `${title}\n${'-'.repeat(title.length)}\n\n${body}\n`)
    .join('\n\n');
}

const size = readdirSync(out).length;
console.log(`${relative(root, out) || dirname(out)}: ${size} files`);
