import type { Format } from '../format.ts';

const name = /(?:^|\/)go(?:\.work)?\.sum$/;

/** Hashes of everything that Go may have to download: https://go.dev/ref/mod#go-sum-files */
export const goSum: Format = {
  id: 'go-sum',
  title: 'go.sum',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file) => (await import('./read.ts')).readGoSum(file),
};
