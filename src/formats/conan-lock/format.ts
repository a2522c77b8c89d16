import type { Format } from '../format.ts';

const name = /(?:^|\/)conan(?:[\w.-]*)\.lock$/;

/** https://docs.conan.io/2/tutorial/versioning/lockfiles.html */
export const conanLock: Format = {
  id: 'conan-lock',
  title: 'Conan lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readConanLock(file),
};
