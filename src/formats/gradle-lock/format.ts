import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:buildscript-)?gradle\.lockfile$|(?:^|\/)gradle\/dependency-locks\/[^/]+\.lockfile$/;

/** https://docs.gradle.org/current/userguide/dependency_locking.html */
export const gradleLock: Format = {
  id: 'gradle-lock',
  title: 'Gradle lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readGradleLock(file),
};
