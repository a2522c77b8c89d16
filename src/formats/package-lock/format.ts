import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/;

/** npm's lockfile, versions 1 to 3: https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
export const packageLock: Format = {
  id: 'package-lock',
  title: 'npm lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path) && !path.includes('node_modules/'),
  limit: 32 << 20,
  read: async (file) => (await import('./read.ts')).readPackageLock(file),
};
