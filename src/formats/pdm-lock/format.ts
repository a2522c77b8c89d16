import type { Format } from '../format.ts';

const name = /(?:^|\/)pdm\.lock$/;

/** PDM's lockfile, version 4 and its revisions: https://pdm-project.org/en/latest/usage/lockfile/ */
export const pdmLock: Format = {
  id: 'pdm-lock',
  title: 'PDM lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file) => (await import('./read.ts')).readPdmLock(file),
};
