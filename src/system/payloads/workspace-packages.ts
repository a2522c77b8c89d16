import { isVendoredPath } from '../../formats/code-paths.ts';
import { isObject, own } from '../../contracts/at.ts';
import { folderOf, nameOf } from '../../formats/paths.ts';
import { inBatches } from '../in-batches.ts';
import type { Tree } from '../system.ts';

export interface WorkspacePackage {
  /** `` for the root */
  readonly folder: string;
  readonly name: string;
  /** text of its manifest */
  readonly manifest: string;
  /** names of the packages that its manifest asks for */
  readonly dependencies: ReadonlySet<string>;
}

/** Repositories with more packages than these are collections of samples. */
const mostPackages = 600;

/** The npm packages of a commit. */
export class WorkspacePackages {
  readonly #byFolder: ReadonlyMap<string, WorkspacePackage>;
  readonly #byName: ReadonlyMap<string, WorkspacePackage>;

  constructor(packages: readonly WorkspacePackage[]) {
    this.#byFolder = new Map(packages.map((each) => [each.folder, each]));
    this.#byName = new Map(packages.map((each) => [each.name, each]));
  }

  get size(): number {
    return this.#byFolder.size;
  }

  /** The nearest package around a file. */
  around(path: string): WorkspacePackage | undefined {
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      const found = this.#byFolder.get(folder);
      if (found || folder === '') return found;
    }
  }

  named(name: string): WorkspacePackage | undefined {
    return this.#byName.get(name);
  }

  /** The package that a module belongs to: `@acme/types/user` to `@acme/types`. */
  ofModule(module: string): WorkspacePackage | undefined {
    const parts = module.split('/');
    return this.named(parts.slice(0, module.startsWith('@') ? 2 : 1).join('/'));
  }

  /** Whether the manifest of another package asks for this one. */
  isShared({ name, folder }: WorkspacePackage): boolean {
    for (const other of this.#byFolder.values())
      if (other.folder !== folder && other.dependencies.has(name)) return true;
    return false;
  }
}

/** Reads the manifests of a commit; null where there are fewer than two, so that nothing is shared between packages. */
export async function readWorkspacePackages(
  tree: Tree,
  text: (path: string) => Promise<string | null>,
): Promise<WorkspacePackages | null> {
  const paths: string[] = [];
  for (const path of tree.paths())
    if (nameOf(path) === 'package.json' && !isVendoredPath(path)) paths.push(path);
  if (paths.length < 2 || paths.length > mostPackages) return null;
  const packages = await inBatches(paths, async (path): Promise<readonly WorkspacePackage[]> => {
    const manifest = (await text(path)) ?? '';
    const parsed = parsedObject(manifest);
    const name = own(parsed, 'name');
    return typeof name === 'string' && name !== ''
      ? [{ folder: folderOf(path), name, manifest, dependencies: dependenciesIn(parsed) }]
      : [];
  });
  return new WorkspacePackages(packages.flat());
}

function parsedObject(manifest: string): unknown {
  try {
    return JSON.parse(manifest) as unknown;
  } catch {
    return undefined; // The reader of manifests tells that it is broken.
  }
}

/** Under their own names, and under those that stand for another package: `"api": "workspace:@acme/api@*"`. */
function dependenciesIn(manifest: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  for (const key of ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']) {
    const group = own(manifest, key);
    for (const [name, range] of isObject(group) ? Object.entries(group) : []) {
      const other = typeof range === 'string' ? /^(?:npm|workspace):(@?[^@]+)@/.exec(range)?.[1] : undefined;
      found.add(other ?? name);
    }
  }
  return found;
}
