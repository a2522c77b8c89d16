import type { Format } from '../format.ts';

/** `pnpm-lock.yaml`, and `pnpm-lock.<branch>.yaml` where branches have lockfiles of their own. */
const name = /(?:^|\/)pnpm-lock(?:\.[^/]+)?\.yaml$/;

/** pnpm's lockfile, versions 5, 6 and 9: https://github.com/pnpm/spec/tree/master/lockfile */
export const pnpmLock: Format = {
  id: 'pnpm-lock',
  title: 'pnpm lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path) && !path.includes('node_modules/'),
  limit: 32 << 20,
  read: async (file, memory) => (await import('./read.ts')).readPnpmLock(file, memory),
};
