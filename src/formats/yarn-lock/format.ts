import type { Format } from '../format.ts';

const name = /(?:^|\/)yarn\.lock$/;

/** Yarn's lockfile: version 1 of Yarn Classic, and the YAML of Yarn 2 and later. */
export const yarnLock: Format = {
  id: 'yarn-lock',
  title: 'Yarn lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path) && !path.includes('node_modules/'),
  limit: 32 << 20,
  read: async (file) => (await import('./read.ts')).readYarnLock(file),
};
