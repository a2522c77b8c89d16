import type { Format } from '../format.ts';

const name = /(?:\.gradle(?:\.kts)?|(?:^|\/)gradle\.properties)$/;

/** Dependencies that a build script names in plain words: https://docs.gradle.org/current/userguide/declaring_dependencies.html */
export const gradleBuild: Format = {
  id: 'gradle-build',
  title: 'Gradle build',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readGradleBuild(file),
};
