import type { Reading, SourceFile } from '../format.ts';
import { isObject, objectOf, parseJsonObject, stringOf } from '../json-value.ts';
import type { JsonObject } from '../json-value.ts';
import { lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { KeyLines } from '../package-lock/key-lines.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';

/** Packages of R with where they came from. The hash is of what the package says of itself, not of an archive. */
export function readRenvLock(file: SourceFile): Reading {
  const text = lockText(file);
  const root = parseJsonObject(text);
  const lines = new KeyLines(text);
  lines.next('Packages', '{');
  const all = Object.entries(objectOf(root.Packages));
  const names = new Set(all.map(([name]) => name));
  const packages = all.flatMap(([key, entry]) => {
    if (!isObject(entry)) return [];
    const needed = Array.isArray(entry.Requirements) ? entry.Requirements : [];
    return lockedPackage('cran', {
      name: stringOf(entry.Package) ?? key,
      version: stringOf(entry.Version) ?? '',
      key,
      source: sourceOfEntry(entry),
      requires: needed.filter((each): each is string => typeof each === 'string' && names.has(each)),
      line: lines.next(key, '{'),
    });
  });
  return { facts: [lockfileFact({ ecosystem: 'cran', manager: 'renv', version: '' }), ...packages] };
}

function sourceOfEntry(entry: JsonObject): PackageSource {
  const [user, repository, sha, type] = ['RemoteUsername', 'RemoteRepo', 'RemoteSha', 'RemoteType'].map(
    (key) => stringOf(entry[key]),
  );
  if (user !== undefined && repository !== undefined && (type === 'github' || type === 'gitlab'))
    return sourceOf(`${type}:${user}/${repository}#${sha ?? ''}`);
  return entry.Source === 'Repository' ? unnamedRegistry : { type: 'unknown', host: null };
}
