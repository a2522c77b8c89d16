import { folderOf, joinPath, nameOf } from '../formats/paths.ts';
import type { CommitTree } from '../source/tree.ts';
import type { FactKind } from './facts.ts';
import type { FileReader } from './file-reader.ts';
import type { Subjects } from './subjects.ts';
import { workspaceFolders } from './workspace-folders.ts';

const lockfiles = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock'];

const kinds: readonly FactKind[] = ['package', 'lockfile', 'requirement', 'override', 'catalog-entry'];

/**
 * Files that explain a changed manifest or lockfile: for a manifest the lockfiles beside and above
 * it; for a lockfile the manifests that it answers and what pnpm keeps beside it.
 */
export async function dependencyFiles(
  subjects: Subjects,
  reader: FileReader,
  tree: CommitTree,
): Promise<readonly string[]> {
  const touched = new Set(
    [...subjects.added, ...subjects.removed]
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ file }) => file),
  );
  const locks = new Set<string>();
  for (const path of touched) {
    if (reader.isOf(path, ['package-lock', 'pnpm-lock', 'yarn-lock'])) locks.add(path);
    for (const lock of locksAbove(path)) if (tree.has(lock)) locks.add(lock);
  }
  const found = new Set(locks);
  for (const lock of locks) {
    for (const path of await explaining(lock, reader, tree)) if (tree.has(path)) found.add(path);
  }
  return [...found];
}

function locksAbove(path: string): readonly string[] {
  if (!['package.json', 'pnpm-workspace.yaml'].includes(nameOf(path))) return [];
  const found: string[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    found.push(...lockfiles.map((name) => joinPath(folder, name) ?? name));
    if (folder === '') return found;
  }
}

async function explaining(lock: string, reader: FileReader, tree: CommitTree): Promise<readonly string[]> {
  const folder = folderOf(lock);
  const root = joinPath(folder, 'package.json') ?? 'package.json';
  const [own, manifest] = await Promise.all([reader.read(tree, lock), reader.read(tree, root)]);
  const lockfile = own.state === 'read' ? own.file.facts.find(({ kind }) => kind === 'lockfile') : undefined;
  const copied = lockfile?.kind === 'lockfile' ? lockfile.importers : null;
  const importers =
    copied ?? (manifest.state === 'read' ? workspaceFolders(manifest.file, tree.paths()) : []);
  const manifests = importers.flatMap((importer) => joinPath(folder, `${importer}/package.json`) ?? []);
  return [root, joinPath(folder, 'pnpm-workspace.yaml') ?? '', ...manifests];
}
