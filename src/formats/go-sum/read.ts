import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { lockedPackage, lockfileFact, lockText } from '../locked-package.ts';

/**
 * A line a hash: of a module's files, or of its `go.mod` alone where more was never needed. Versions stay in the
 * file after nothing needs them, so it says nothing of what is chosen.
 */
export function readGoSum(file: SourceFile): Reading {
  const packages: Package[] = [];
  lockText(file)
    .split('\n')
    .forEach((whole, index) => {
      if (whole.trim() === '') return;
      const found = /^(\S+) (v\S+?)(\/go\.mod)? (h\d+:[A-Za-z0-9+/]+=*)\r?$/.exec(whole);
      if (!found) throw new Unreadable('unparsable', `Line ${index + 1} is no hash of a module`);
      const [, name = '', version = '', manifest = '', hash = ''] = found;
      packages.push(
        lockedPackage('go', {
          name,
          version: version + manifest,
          // The same algorithm twice, over different files.
          integrity: [hash.replace(':', '-')],
          key: `${name}@${version}${manifest}`,
          line: index + 1,
        }),
      );
    });
  const lockfile = lockfileFact({ ecosystem: 'go', manager: 'go-sum', version: '1', holds: 'checksums' });
  return { facts: [lockfile, ...packages] };
}
