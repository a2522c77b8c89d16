import type { Format } from '../format.ts';

const name = /(?:^|\/)paket\.dependencies$/;

/** https://fsprojects.github.io/Paket/dependencies-file.html */
export const paketDependencies: Format = {
  id: 'paket-dependencies',
  title: 'Paket dependencies file',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readPaketDependencies(file),
};
