import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:cabal\.project(?:\.[\w-]+)?\.freeze|cpanfile\.snapshot)$/;

/** Cabal (https://cabal.readthedocs.io/en/stable/cabal-commands.html#cabal-freeze) and Carton */
export const lineLocks: Format = {
  id: 'line-locks',
  title: 'Lockfile by line',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readLineLocks(file),
};
