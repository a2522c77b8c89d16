import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:[\w.-]+\.)?conda-lock\.ya?ml$|(?:^|\/)pixi\.lock$/;

/** https://conda.github.io/conda-lock/, https://pixi.sh/latest/workspace/lockfile/ */
export const condaLock: Format = {
  id: 'conda-lock',
  title: 'Conda lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file) => (await import('./read.ts')).readCondaLock(file),
};
