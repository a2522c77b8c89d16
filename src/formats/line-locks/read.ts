import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { Keys, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { nameOf } from '../paths.ts';

/** Picks the reader by the file's name. */
export function readLineLocks(file: SourceFile): Reading {
  const text = lockText(file);
  return nameOf(file.path) === 'cpanfile.snapshot' ? readSnapshot(text) : readFreeze(text);
}

/** `any.name ==1.2.3`, parted by commas; flags of builds stand between them. */
function readFreeze(text: string): Reading {
  if (text.trim() !== '' && !/^(?:active-repositories|constraints|index-state|with-compiler)\s*:/m.test(text))
    throw new Unreadable('unparsable', 'There are no constraints');
  const keys = new Keys();
  const packages = text
    .split('\n')
    .flatMap((whole, index): Package[] =>
      [...whole.matchAll(/(?:^|[\s,])any\.([A-Za-z0-9-]+) ==([\d.]+)/g)].map(([, name = '', version = '']) =>
        lockedPackage('hackage', { name, version, key: keys.of(`${name}@${version}`), line: index + 1 }),
      ),
    );
  return { facts: [lockfileFact({ ecosystem: 'hackage', manager: 'cabal', version: '' }), ...packages] };
}

/** Distributions two blanks in, `Name-1.23`; what they provide and need further in. */
function readSnapshot(text: string): Reading {
  const version = /^# carton snapshot format: version (\S+)/m.exec(text)?.[1];
  if (text.trim() !== '' && version !== '1.0')
    throw new Unreadable('unsupported-version', 'Snapshot format is not version 1.0');
  const keys = new Keys();
  const packages = text.split('\n').flatMap((whole, index): Package[] => {
    const found = /^ {2}(\S+?)-(v?\d[\w.]*(?:-TRIAL\d*)?)\s*$/.exec(whole.trimEnd());
    if (!found) return [];
    const [, name = '', locked = ''] = found;
    return [
      lockedPackage('cpan', { name, version: locked, key: keys.of(`${name}@${locked}`), line: index + 1 }),
    ];
  });
  const lockfile = lockfileFact({ ecosystem: 'cpan', manager: 'carton', version: version ?? '' });
  return { facts: [lockfile, ...packages] };
}
