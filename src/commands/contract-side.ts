import { realpathSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { openRepository } from '../source/open-repository.ts';
import type { Blob, Repository } from '../source/repository.ts';
import type { ReadableTree } from '../system/file-reader.ts';

/** One of the two contracts of a comparison, and the files that it may refer to. */
export interface ContractSide {
  /** as it was asked for */
  readonly name: string;
  /** of the contract, relative to the root of what it may refer to */
  readonly path: string;
  readonly tree: ReadableTree;
  readonly read: Repository['read'];
}

/** Opens what the command was given: a file on disk, or `<commit>:<path>` of a repository. */
export async function openSide(name: string, repository: () => Promise<Repository>): Promise<ContractSide> {
  if (statSync(name, { throwIfNoEntry: false })?.isFile() === true) return onDisk(name);
  const colon = name.indexOf(':');
  if (colon > 0) return inCommit(name, name.slice(0, colon), name.slice(colon + 1), await repository());
  throw new UserError(`${name} cannot be read`, 'Give the path of a file, or <commit>:<path>.');
}

/** Opens the repository when a side asks for it, once. */
export function lazyRepository(folder: string): {
  readonly open: () => Promise<Repository>;
  readonly close: () => Promise<void>;
} {
  let opened: Promise<Repository> | undefined;
  return {
    open: () => (opened ??= openRepository(folder)),
    close: async () => {
      const repository = await opened?.catch(() => undefined);
      await repository?.close();
    },
  };
}

/** A file may refer to what lies in its folder and below; links do not lead out. */
function onDisk(name: string): ContractSide {
  const file = resolve(name);
  const root = realpathSync(dirname(file));
  const objectOf = (path: string): string | undefined => {
    try {
      const target = realpathSync(join(root, path));
      return target.startsWith(root.endsWith(sep) ? root : root + sep) && statSync(target).isFile()
        ? target
        : undefined;
    } catch {
      return undefined; // Not there.
    }
  };
  const read = async (object: string, limit: number): Promise<Blob> => {
    const { size } = statSync(object);
    return size > limit ? { state: 'too-large', size } : { state: 'read', bytes: await readFile(object) };
  };
  const path = basename(file);
  // The file itself may be a link: it was asked for by name.
  const tree: ReadableTree = {
    has: (other) => objectOf(other) !== undefined,
    objectOf: (other) => (other === path ? realpathSync(file) : objectOf(other)),
  };
  return { name, path, tree, read };
}

async function inCommit(
  name: string,
  revision: string,
  path: string,
  repository: Repository,
): Promise<ContractSide> {
  const commit = await repository.resolve(revision);
  if (commit === null)
    throw new UserError(`${revision} is not a commit of this repository`, 'Check the name and --repo.');
  const tree = await repository.tree(commit);
  if (tree.objectOf(path) === undefined) {
    throw new UserError(
      `${path} is not a file at ${revision}`,
      'The path is relative to the repository root.',
    );
  }
  return { name, path, tree, read: repository.read };
}
