import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { readBerry } from './read-berry.ts';
import { readClassic } from './read-classic.ts';
import { scanBlocks } from './scan.ts';
import { withoutCredentials } from '../without-credentials.ts';

/** Yarn 1 writes a format of its own, later versions YAML with a `__metadata` block. */
export function readYarnLock(file: SourceFile): Reading {
  const text = withoutCredentials(file.text);
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const classic = !/^__metadata:/m.test(text);
  if (classic && text.trim() !== '' && !/^#.*yarn lockfile v1\b/m.test(text) && !/^ {2}version "/m.test(text))
    throw new Unreadable('unsupported-version', 'Neither a Yarn 1 lockfile nor one with __metadata');
  const blocks = scanBlocks(text, classic);
  return { facts: classic ? readClassic(blocks) : readBerry(blocks) };
}
