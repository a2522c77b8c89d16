import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Lockfile } from '../../system/facts.ts';
import { isObject, parseJsonObject } from '../json-value.ts';
import { KeyLines } from './key-lines.ts';
import { readDependencyTree } from './read-dependency-tree.ts';
import { readPackages } from './read-packages.ts';
import { withoutCredentials } from '../without-credentials.ts';

/**
 * Version 1 nests `dependencies`; 2 and 3 have `packages`, keyed by folder. Version 2 repeats
 * itself in `dependencies` for npm 6: that part is not read.
 */
export function readPackageLock(file: SourceFile): Reading {
  const text = withoutCredentials(file.text);
  const root = parseJsonObject(text);
  const version = root.lockfileVersion ?? 1;
  if (typeof version !== 'number' || version < 1 || version > 3)
    throw new Unreadable('unsupported-version', 'Lockfile version is none of 1, 2 and 3');
  const keys = new KeyLines(text);
  if (isObject(root.packages)) {
    const { facts, importers } = readPackages(root.packages, keys);
    return { facts: [lockfile(version, importers), ...facts] };
  }
  return { facts: [lockfile(version, null), ...readDependencyTree(root.dependencies, keys)] };
}

function lockfile(version: number, importers: readonly string[] | null): Lockfile {
  return { kind: 'lockfile', ecosystem: 'npm', manager: 'npm', version: String(version), importers, line: 1 };
}
