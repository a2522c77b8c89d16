import type { Format } from '../format.ts';

const name = /(?:^|\/)pubspec\.lock$/;

/** https://dart.dev/tools/pub/glossary#lockfile */
export const pubspecLock: Format = {
  id: 'pubspec-lock',
  title: 'Pub lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readPubspecLock(file),
};
