import type { Format } from '../format.ts';

const name = /(?:^|\/)pom\.xml$/;

/** https://maven.apache.org/pom.html */
export const pom: Format = {
  id: 'pom',
  title: 'pom.xml',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readPom(file),
};
