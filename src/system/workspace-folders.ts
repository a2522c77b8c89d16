import picomatch from 'picomatch';
import { folderOf, nameOf } from '../formats/paths.ts';
import type { ReadFile } from './system.ts';

/** Folders, relative to a root manifest's, whose manifest of the same name among the paths is a workspace package of it. */
export function workspaceFolders(root: ReadFile, paths: Iterable<string>): readonly string[] {
  const manifest = root.facts.find((fact) => fact.kind === 'manifest');
  const patterns = (manifest?.workspaces ?? []).map((pattern) => pattern.replace(/^\.\/|\/$/g, ''));
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  if (wanted.length === 0) return [];
  const ignore = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const matches = picomatch(wanted, { ignore });
  const folder = folderOf(root.path);
  const name = nameOf(root.path) === 'pnpm-workspace.yaml' ? 'package.json' : nameOf(root.path);
  const prefix = folder === '' ? '' : `${folder}/`;
  const found: string[] = [];
  for (const path of paths) {
    if (!path.startsWith(prefix) || nameOf(path) !== name || path.includes('node_modules/')) continue;
    const own = folderOf(path.slice(prefix.length));
    if (own !== '' && matches(own)) found.push(own);
  }
  return found;
}
