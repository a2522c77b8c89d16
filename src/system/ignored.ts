import { folderOf } from '../formats/paths.ts';
import type { IgnorePattern } from './facts.ts';
import { matchesGlob } from './glob.ts';
import type { Located, System } from './system.ts';

const cache = new WeakMap<System, ReadonlyMap<string, readonly Located<IgnorePattern>[]>>();

/** Patterns by ignore file, of those that were read. */
function patternsOf(system: System, file: string): readonly Located<IgnorePattern>[] {
  let known = cache.get(system);
  if (!known) {
    const byFile = new Map<string, Located<IgnorePattern>[]>();
    for (const pattern of system.facts('ignore-pattern')) {
      const list = byFile.get(pattern.file);
      if (list) list.push(pattern);
      else byFile.set(pattern.file, [pattern]);
    }
    known = byFile;
    cache.set(system, known);
  }
  return known.get(file) ?? [];
}

/** Whether git leaves a path out of what it tracks. https://git-scm.com/docs/gitignore */
export function isGitIgnored(system: System, path: string): boolean {
  let ignored = false;
  for (const folder of foldersOf(path)) {
    const inside = folder === '' ? path : path.slice(folder.length + 1);
    for (const { pattern, negated } of patternsOf(system, join(folder, '.gitignore'))) {
      if (ignored !== negated) continue;
      const bare = pattern.replace(/\/+$/, '');
      // Without a slash inside, a pattern holds at every depth.
      const rooted = bare.includes('/') ? bare.replace(/^\//, '') : `**/${bare}`;
      if (matchesOrHolds(rooted, inside)) ignored = !negated;
    }
  }
  return ignored;
}

/**
 * Whether a path of a build context is left out when an image is built.
 * https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function isDockerIgnored(system: System, context: string, dockerfile: string, path: string): boolean {
  const own = patternsOf(system, `${dockerfile}.dockerignore`);
  const patterns = own.length > 0 ? own : patternsOf(system, join(context, '.dockerignore'));
  if (patterns.length === 0) return false;
  const inside = context === '' ? path : path.slice(context.length + 1);
  let ignored = false;
  for (const { pattern, negated } of patterns) {
    if (ignored !== negated) continue;
    const rooted = pattern.replace(/^\.?\/+/, '').replace(/\/+$/, '');
    if (matchesOrHolds(rooted, inside)) ignored = !negated;
  }
  return ignored;
}

/** The pattern matches the path, or a folder that it stands in. */
function matchesOrHolds(pattern: string, path: string): boolean {
  if (matchesGlob(pattern, path)) return true;
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    if (matchesGlob(pattern, folder)) return true;
  }
  return false;
}

/** Folders that hold a path, outermost first. */
function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) folders.unshift(folder);
  return ['', ...folders];
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
