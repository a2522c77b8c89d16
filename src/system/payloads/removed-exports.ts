import type { ExportRemoved, PayloadUse } from '../../contracts/payloads/payload-change.ts';
import { isTestPath, isVendoredPath } from '../../formats/code-paths.ts';
import { folderOf, joinPath } from '../../formats/paths.ts';
import { namedImportsOf } from '../../formats/payloads/named-imports.ts';
import type { Tree } from '../system.ts';
import type { ChangedModule } from './changed-modules.ts';
import { holdsWord } from './head-files.ts';
import type { HeadFiles } from './head-files.ts';
import type { WorkspacePackage, WorkspacePackages } from './workspace-packages.ts';

/** Names that a changed file exported and no longer does. */
export function namesLost({ base, head }: ChangedModule): readonly string[] {
  if (base.exports.isOpen || head?.exports.isOpen) return [];
  return [...base.exports.names].flatMap(([name, { isDeclared }]) =>
    isDeclared && !head?.exports.names.has(name) ? [name] : [],
  );
}

/** Finds files that pass on everything of others. */
export const starPattern = 'export +(type +)?\\* +from';

/** What head is made of. */
export interface Head {
  readonly tree: Tree;
  /** paths of files that are not as they were */
  readonly edited: ReadonlySet<string>;
}

/** Names that packages no longer export from anywhere, and that other packages still import. */
export async function removedExports(
  changed: readonly ChangedModule[],
  files: HeadFiles,
  packages: WorkspacePackages,
  head: Head,
): Promise<readonly ExportRemoved[]> {
  const found: ExportRemoved[] = [];
  for (const module of changed) {
    const { package: own, path, newPath, base } = module;
    for (const name of namesLost(module)) {
      const uses = importersOf(name, module, files, packages);
      if (!uses.some((use) => !isTestPath(use.path))) continue;
      if (await isStillExported(name, own, files, packages, head)) continue;
      const line = base.exports.names.get(name)?.line ?? 1;
      const at = newPath === null ? null : { path: newPath, line: 1 };
      found.push({ kind: 'export-removed', name, package: own.name, old: { path, line }, new: at, uses });
    }
  }
  return found;
}

export interface Importer extends PayloadUse {
  /** as the file calls it */
  readonly local: string;
  readonly isType: boolean;
}

/** Files of other packages that import the name from this one, by its name or by the file's path. */
export function importersOf(
  name: string,
  { package: own, path, newPath }: Pick<ChangedModule, 'package' | 'path' | 'newPath'>,
  files: HeadFiles,
  packages: WorkspacePackages,
): readonly Importer[] {
  const places = new Set([path, newPath ?? path].map(withoutEnding));
  return files.holding(name).flatMap((user) => {
    const around = packages.around(user);
    if (!around || around.folder === own.folder) return [];
    const taken = namedImportsOf(files.text(user)).find(
      (each) =>
        each.name === name &&
        (packages.ofModule(each.module)?.folder === own.folder ||
          (each.module.startsWith('.') &&
            places.has(withoutEnding(joinPath(folderOf(user), each.module) ?? '')))),
    );
    return taken
      ? [{ path: user, line: taken.line, package: around.name, local: taken.local, isType: taken.isType }]
      : [];
  });
}

function withoutEnding(path: string): string {
  return path.replace(/(?:\/index)?(?:\.d)?\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
}

/** Whether the package offers the name in any way: as its own, passed on, or among what it passes on unlisted. */
async function isStillExported(
  name: string,
  own: WorkspacePackage,
  files: HeadFiles,
  packages: WorkspacePackages,
  head: Head,
): Promise<boolean> {
  const isIts = (path: string): boolean => packages.around(path)?.folder === own.folder;
  for (const path of files.holding(name))
    if (isIts(path) && (await exportsName(path, name, files))) return true;
  for (const path of files.paths) {
    if (!isIts(path) || !new RegExp(starPattern).test(files.text(path))) continue;
    for (const source of (await files.module(path))?.exports.stars ?? ['?'])
      if (await mayPassOn(source, path, name, files, packages, head)) return true;
  }
  return false;
}

async function exportsName(path: string, name: string, files: HeadFiles): Promise<boolean> {
  const text = files.text(path);
  if (!/\bexport/.test(text)) return false;
  const module = await files.module(path);
  return !module || module.exports.names.has(name) || (module.exports.isOpen && holdsWord(text, name));
}

const endings = [
  '',
  '.ts',
  '.tsx',
  '.d.ts',
  '.mts',
  '.js',
  '.jsx',
  '.mjs',
  '/index.ts',
  '/index.tsx',
  '/index.js',
];

/** Whether a name may come from a module of which everything is passed on. Files of the package itself were asked already. */
async function mayPassOn(
  source: string,
  from: string,
  name: string,
  files: HeadFiles,
  packages: WorkspacePackages,
  { tree, edited }: Head,
): Promise<boolean> {
  if (source.startsWith('.')) {
    const target = joinPath(folderOf(from), source);
    if (target === null) return true;
    const bare = target.replace(/\.[cm]?jsx?$/, '');
    // What is not in the commit is generated, and may hold anything.
    const inside = endings
      .map((ending) => bare + ending)
      .concat(target)
      .find((path) => tree.has(path));
    return (
      inside === undefined ||
      isVendoredPath(inside) ||
      packages.around(inside)?.folder !== packages.around(from)?.folder
    );
  }
  const other = packages.ofModule(source);
  // Prisma's client has what its schema names.
  if (/\bprisma\b/i.test(source) && !other)
    return files.holding(name).some((path) => path.endsWith('.prisma')) || name.startsWith('Prisma');
  // A package from elsewhere has not got the name by this change, unless its line did.
  if (!other) return edited.has(from);
  for (const path of files.holding(name))
    if (packages.around(path)?.folder === other.folder && (await exportsName(path, name, files))) return true;
  return false;
}
