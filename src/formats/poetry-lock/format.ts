import type { Format } from '../format.ts';

const name = /(?:^|\/)poetry\.lock$/;

/** Poetry's lockfile, versions 1.0 to 2.1: https://python-poetry.org/docs/basic-usage/ */
export const poetryLock: Format = {
  id: 'poetry-lock',
  title: 'Poetry lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file, memory) => (await import('./read.ts')).readPoetryLock(file, memory),
};
