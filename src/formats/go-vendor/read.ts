import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { Keys, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';

const heading = /^# (\S+) (v\S+)(?: => \S+(?: v\S+)?)?$/;

/**
 * A heading for each module, and below it the packages that were copied. Says what stands in the folder, which
 * `go.mod` decides: its versions are no moves of their own.
 */
export function readGoVendor(file: SourceFile): Reading {
  const keys = new Keys();
  const lines = lockText(file).split('\n');
  const packages = lines.flatMap((whole, index): Package[] => {
    const found = whole.length > 1000 ? null : heading.exec(whole.trimEnd());
    const [, name = '', version] = found ?? [];
    // A replacement of all versions stands at the end without one, and where it comes from is told by `go.mod`.
    if (!found || version === undefined) return [];
    return [
      lockedPackage('go', {
        name,
        version,
        key: keys.of(name),
        direct: (lines[index + 1] ?? '').startsWith('## explicit'),
        line: index + 1,
      }),
    ];
  });
  // The modules of a workspace share one folder, which no single `go.mod` decides.
  const version = lines.some((line) => line.startsWith('## workspace')) ? 'workspace' : '';
  return {
    facts: [
      lockfileFact({ ecosystem: 'go', manager: 'go-vendor', version, holds: 'checksums' }),
      ...packages,
    ],
  };
}
