import type { Format } from '../format.ts';

const name = /(?:^|\/)gradle\/verification-metadata\.xml$/;

/** https://docs.gradle.org/current/userguide/dependency_verification.html */
export const gradleVerification: Format = {
  id: 'gradle-verification',
  title: 'Gradle verification metadata',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file) => (await import('./read.ts')).readGradleVerification(file),
};
