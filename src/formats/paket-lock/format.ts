import type { Format } from '../format.ts';

const name = /(?:^|\/)paket\.lock$/;

/** https://fsprojects.github.io/Paket/lock-file.html */
export const paketLock: Format = {
  id: 'paket-lock',
  title: 'Paket lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readPaketLock(file),
};
