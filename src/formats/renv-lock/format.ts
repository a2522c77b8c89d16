import type { Format } from '../format.ts';

const name = /(?:^|\/)renv\.lock$/;

/** https://rstudio.github.io/renv/reference/lockfiles.html */
export const renvLock: Format = {
  id: 'renv-lock',
  title: 'renv lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readRenvLock(file),
};
