import type { Format } from '../format.ts';

const name = /(?:^|\/)MODULE\.bazel\.lock$/;

/** https://bazel.build/external/lockfile */
export const bazelLock: Format = {
  id: 'bazel-lock',
  title: 'Bazel module lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 64 << 20,
  read: async (file) => (await import('./read.ts')).readBazelLock(file),
};
