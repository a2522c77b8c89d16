import type { Format } from '../format.ts';

const name = /(?:^|\/)bun\.lockb$/;

/** The form that Bun wrote before it wrote text: nothing in it can be compared. */
export const bunLockb: Format = {
  id: 'bun-lockb',
  title: 'Binary Bun lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 64 << 20,
  read: async () => (await import('./read.ts')).readBunLockb(),
};
