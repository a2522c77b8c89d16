import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { parseJsonObject, stringEntries } from '../json-value.ts';
import { Keys, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { TextLines } from '../text-lines.ts';

/** `registryFileHashes` of the files that tell a module's archive: of what was looked at, not of what is chosen. */
export function readBazelLock(file: SourceFile): Reading {
  const text = lockText(file);
  const root = parseJsonObject(text);
  const version = root.lockFileVersion;
  if (typeof version !== 'number')
    throw new Unreadable('unsupported-version', 'The file names no version of the lockfile');
  const lines = new TextLines(text);
  const keys = new Keys();
  const packages = stringEntries(root.registryFileHashes).flatMap(([url, hash]): Package[] => {
    const found = /^[a-z]+:\/\/([^/]+).*\/modules\/([^/]+)\/([^/]+)\/source\.json$/.exec(url);
    if (!found) return [];
    const [, host = '', name = '', locked = ''] = found;
    return [
      lockedPackage('bazel', {
        name,
        version: locked,
        key: keys.of(`${name}@${locked}`),
        source: { type: 'registry', host },
        integrity: [`sha256:${hash}`],
        line: lines.next(JSON.stringify(url)),
      }),
    ];
  });
  const lockfile = lockfileFact({
    ecosystem: 'bazel',
    manager: 'bazel',
    version: String(version),
    holds: 'checksums',
  });
  return { facts: [lockfile, ...packages] };
}
