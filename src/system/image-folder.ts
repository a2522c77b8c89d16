import { isTestPath } from '../formats/code-paths.ts';
import { folderOf, nameOf } from '../formats/paths.ts';
import type { System } from './system.ts';

const manifestNames =
  /^(?:pom\.xml|build\.gradle(?:\.kts)?|package\.json|go\.mod|Cargo\.toml|pyproject\.toml|[\w.-]+\.csproj)$/;

/** The one folder of a package that is called as the image is: `acme/shop-orders` of `shop-orders/pom.xml`. */
export function folderOfImage(system: System, repository: string): string | null {
  const name = nameOf(repository);
  // One word is what anybody may call an image.
  if (!/^[\w.:/-]+\/[\w.-]+$/.test(repository) || !name.includes('-')) return null;
  const found = packageFolders(system).get(name) ?? [];
  return found.length === 1 ? (found[0] ?? null) : null;
}

const folders = new WeakMap<System, ReadonlyMap<string, readonly string[]>>();

/** Folders of packages by their last part. */
function packageFolders(system: System): ReadonlyMap<string, readonly string[]> {
  const known = folders.get(system);
  if (known) return known;
  const found = new Map<string, string[]>();
  for (const path of system.tree.paths()) {
    if (!manifestNames.test(nameOf(path)) || isTestPath(path)) continue;
    const folder = folderOf(path);
    const same = found.get(nameOf(folder)) ?? [];
    if (!same.includes(folder)) found.set(nameOf(folder), [...same, folder]);
  }
  folders.set(system, found);
  return found;
}
