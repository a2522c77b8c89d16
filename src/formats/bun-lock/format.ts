import type { Format } from '../format.ts';

const name = /(?:^|\/)bun\.lock$/;

/** https://bun.com/docs/pm/lockfile */
export const bunLock: Format = {
  id: 'bun-lock',
  title: 'Bun lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file) => (await import('./read.ts')).readBunLock(file),
};
