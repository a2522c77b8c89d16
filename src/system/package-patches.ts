import { folderOf, joinPath, nameOf } from '../formats/paths.ts';
import type { LockedTree } from './locked-tree.ts';
import type { System } from './system.ts';

/** A patch of the repository for a package. */
export interface Patch {
  readonly name: string;
  /** the version that it was made for; null where it is for all */
  readonly version: string | null;
  readonly at: { readonly path: string; readonly line: number | null };
}

/** What pnpm, Bun and Yarn name in manifests, and what patch-package finds in its folder. */
export function patchesFor(system: System, tree: LockedTree): readonly Patch[] {
  const inFolder = (path: string): boolean => folderOf(path) === tree.folder;
  const named = system
    .facts('package-patch')
    .flatMap(({ file, name, version, line }): readonly Patch[] =>
      inFolder(file) ? [{ name, version, at: { path: file, line } }] : [],
    );
  const forced = system.facts('override').flatMap(({ file, name, specifier, line }): readonly Patch[] => {
    const version = /^patch:(?:@?[^@]+)@npm(?::|%3A)([^#%]+)#/.exec(specifier)?.[1];
    return version === undefined || !inFolder(file) ? [] : [{ name, version, at: { path: file, line } }];
  });
  return [...named, ...forced, ...patchFiles(system, tree)];
}

/** `patches/left+1.3.0.patch`, `patches/@acme+left+1.3.0+001+fix.patch`; `a++b` is a package inside of another. */
const patchFile = /^((?:@[^+]+\+)?[^+]+)\+(\d[\w.-]*)(?:\+.*)?\.patch$/;

function patchFiles({ tree }: System, { packages, folder }: LockedTree): readonly Patch[] {
  const isUsed = [...packages.values()].some(({ name }) => name === 'patch-package');
  return (isUsed ? tree.under(joinPath(folder, 'patches') ?? 'patches') : []).flatMap((path) => {
    const [, name = '', version = ''] = patchFile.exec(nameOf(path)) ?? [];
    return name === '' ? [] : [{ name: name.replace('+', '/'), version, at: { path, line: null } }];
  });
}
