// Lets a script use the project's TypeScript under every Node that the project supports.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Imports a TypeScript file of the project; `root` is the project's folder, `path` is relative to it. */
export async function loadTypeScript(root, path) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Packages are found from where the bundle lies, which is why it lies in node_modules for a moment.
    packages: 'external',
    logLevel: 'error',
  });
  const folder = join(root, 'node_modules', '.cache', 'system-drift');
  const file = join(folder, `${process.pid}-${Date.now()}.mjs`);
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, outputFiles[0].contents);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(file, { force: true });
  }
}
