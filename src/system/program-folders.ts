import { isTestPath, isVendoredPath } from '../formats/code-paths.ts';
import { folderOf, nameOf } from '../formats/paths.ts';
import type { Tree } from './system.ts';

const manifest =
  /^(?:package\.json|pyproject\.toml|requirements\.txt|go\.mod|Cargo\.toml|Gemfile|composer\.json|pom\.xml|build\.gradle(?:\.kts)?|[^/]+\.csproj|Dockerfile)$/;

const known = new WeakMap<Tree, ReadonlySet<string>>();

/** Folders below the root that have a manifest or a Dockerfile: what stands below one is one program. */
export function programFolders(tree: Tree): ReadonlySet<string> {
  const before = known.get(tree);
  if (before) return before;
  const found = new Set<string>();
  for (const path of tree.paths())
    if (manifest.test(nameOf(path)) && !isTestPath(path) && !isVendoredPath(path)) found.add(folderOf(path));
  found.delete('');
  known.set(tree, found);
  return found;
}

/** The nearest of them around a file; `` for the root. */
export function programFolder(tree: Tree, path: string): string {
  const all = programFolders(tree);
  let folder = folderOf(path);
  while (folder !== '' && !all.has(folder)) folder = folderOf(folder);
  return folder;
}
