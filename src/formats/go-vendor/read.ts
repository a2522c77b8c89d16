import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { Keys, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';

const heading = /^# (\S+)(?: (v\S+))?(?: => (\S+)(?: (v\S+))?)?$/;

/**
 * A heading for each module, and below it the packages that were copied. Says what stands in the folder, which
 * `go.mod` decides: its versions are no moves of their own.
 */
export function readGoVendor(file: SourceFile): Reading {
  const keys = new Keys();
  const lines = lockText(file).split('\n');
  const packages = lines.flatMap((whole, index): Package[] => {
    const found = whole.length > 1000 ? null : heading.exec(whole.trimEnd());
    const [, name = '', required, target, version] = found ?? [];
    // A replacement of all versions stands at the end too, without one; so may one that nothing was copied of.
    if (!found || (required === undefined && !isCopied(lines, index))) return [];
    if (required === undefined && version === undefined) return [];
    const isFork = target !== undefined && version !== undefined && target !== name;
    return [
      lockedPackage('go', {
        name: isFork ? target : name,
        version: version ?? required ?? '',
        key: keys.of(name),
        direct: (lines[index + 1] ?? '').startsWith('## explicit'),
        source: target !== undefined && version === undefined ? folderAt(target) : unnamedRegistry,
        line: index + 1,
        ...(isFork ? { replaces: `${name}@${required ?? ''}` } : {}),
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

/** Packages stand below the notes on the module. */
function isCopied(lines: readonly string[], at: number): boolean {
  const next = lines.slice(at + 1, at + 4).find((line) => !line.startsWith('##')) ?? '';
  return /^[^\s#]/.test(next);
}

function folderAt(location: string): PackageSource {
  return { type: 'path', host: null, location };
}
