/**
 * `relative` as seen from `folder`, both relative to the repository root (`` is the root itself).
 * Null when it cannot be told or leaves the repository: absolute, `~`, holding a variable, `..` past the root.
 */
export function joinPath(folder: string | null, relative: string): string | null {
  if (folder === null || /^[/~\\]|[$`]|\{\{|^[A-Za-z]:/.test(relative)) return null;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** Folder of a path, `` for the root. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end === -1 ? '' : path.slice(0, end);
}

/** Last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
