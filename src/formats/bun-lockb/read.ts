import { Unreadable } from '../format.ts';
import type { Reading } from '../format.ts';

export function readBunLockb(): Reading {
  throw new Unreadable(
    'unsupported-format',
    'A binary lockfile cannot be compared; `bun install --save-text-lockfile` writes one that can',
  );
}
