import type { Format } from '../format.ts';

const name = /(?:^|\/)[\w.-]+\.versions\.toml$/;

/** https://docs.gradle.org/current/userguide/version_catalogs.html */
export const gradleCatalog: Format = {
  id: 'gradle-catalog',
  title: 'Gradle version catalog',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readGradleCatalog(file),
};
