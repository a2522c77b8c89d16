import { folderOf, joinPath } from '../formats/paths.ts';
import type { CommitTree } from '../source/tree.ts';
import { buildFiles } from './build-files.ts';
import { isServerImage } from './client-servers.ts';
import type { FactKind } from './facts.ts';
import type { FileReader } from './file-reader.ts';
import type { Subjects } from './subjects.ts';
import { lockfilesAbove, lockfilesBeside, manifestPaths } from './manifest-names.ts';
import { workspaceFolders } from './workspace-folders.ts';

/** Manifests whose lockfiles may hold a client. */
const clientManifests = ['package.json', 'pyproject.toml', 'Gemfile', 'composer.json'];

const kinds: readonly FactKind[] = [
  'package',
  'lockfile',
  'requirement',
  'override',
  'catalog-entry',
  'package-patch',
  'version-property',
  'manifest-parent',
];

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
  const locks = new Set(
    [...subjects.added, ...subjects.removed]
      .filter(({ kind }) => kind === 'package' || kind === 'lockfile')
      .map(({ file }) => file),
  );
  for (const path of touched) {
    for (const lock of lockfilesAbove(path)) if (tree.has(lock)) locks.add(lock);
  }
  // A server moved: which clients of it are installed?
  for (const fact of [...subjects.added, ...subjects.removed]) {
    if (fact.kind !== 'image' || !isServerImage(fact.repository)) continue;
    for (const name of clientManifests) {
      const manifest = joinPath(folderOf(fact.file), name) ?? name;
      for (const lock of lockfilesAbove(manifest)) if (tree.has(lock)) locks.add(lock);
    }
  }
  // Two tools keep a lockfile of their own in one folder: do both still say the same?
  for (const other of [...locks].flatMap(lockfilesBeside)) if (tree.has(other)) locks.add(other);
  const found = new Set([...locks, ...(await buildFiles(touched, reader, tree))]);
  for (const lock of locks) {
    for (const path of await explaining(lock, reader, tree)) if (tree.has(path)) found.add(path);
  }
  return [...found];
}

async function explaining(lock: string, reader: FileReader, tree: CommitTree): Promise<readonly string[]> {
  const own = await reader.read(tree, lock);
  const lockfile = own.state === 'read' ? own.file.facts.find((fact) => fact.kind === 'lockfile') : undefined;
  if (lockfile?.kind !== 'lockfile') return [];
  const root = manifestPaths(lockfile, lock, '').find((path) => tree.has(path));
  const manifest = root === undefined ? undefined : await reader.read(tree, root);
  const importers =
    lockfile.importers ?? (manifest?.state === 'read' ? workspaceFolders(manifest.file, tree.paths()) : []);
  const manifests = importers.flatMap((importer) => manifestPaths(lockfile, lock, importer));
  const settings = lockfile.manager === 'pnpm' ? joinPath(folderOf(lock), 'pnpm-workspace.yaml') : null;
  return [...(root === undefined ? [] : [root]), ...(settings === null ? [] : [settings]), ...manifests];
}
