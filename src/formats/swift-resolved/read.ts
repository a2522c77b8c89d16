import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { isObject, objectOf, parseJsonObject, stringOf } from '../json-value.ts';
import { Keys, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { TextLines } from '../text-lines.ts';

/** Versions 1 to 3: pins with a repository and the commit of a version or branch. */
export function readSwiftResolved(file: SourceFile): Reading {
  const text = lockText(file);
  const root = parseJsonObject(text);
  const { version } = root;
  if (version !== 1 && version !== 2 && version !== 3)
    throw new Unreadable('unsupported-version', 'Lockfile version is none of 1, 2 and 3');
  const pins = version === 1 ? objectOf(root.object).pins : root.pins;
  const lines = new TextLines(text);
  const keys = new Keys();
  const packages = (Array.isArray(pins) ? pins : []).filter(isObject).flatMap((pin) => {
    const name = stringOf(pin.identity) ?? stringOf(pin.package);
    const address = stringOf(pin.location) ?? stringOf(pin.repositoryURL) ?? '';
    const { revision, version: locked, branch } = objectOf(pin.state);
    if (name === undefined) return [];
    return lockedPackage('swift', {
      name,
      version: stringOf(locked) ?? stringOf(branch) ?? '',
      key: keys.of(name),
      source: sourceAt(address, stringOf(revision) ?? ''),
      line: lines.next(JSON.stringify(name)),
    });
  });
  const lockfile = lockfileFact({ ecosystem: 'swift', manager: 'swift', version: String(version) });
  return { facts: [lockfile, ...packages] };
}

/** A repository by address, in Git's short form or as a folder; what comes from a registry has no address. */
function sourceAt(address: string, revision: string): PackageSource {
  if (address === '') return unnamedRegistry;
  const source = sourceOf(
    /^[a-z]+:\/\//.test(address) ? `git+${address}#${revision}` : `${address}#${revision}`,
  );
  return source.type === 'path' && revision !== '' ? { ...source, commit: revision } : source;
}
