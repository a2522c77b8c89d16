import type { Format } from '../format.ts';

const name = /(?:^|\/)Pipfile\.lock$/;

/** Pipenv's lockfile, specification 6: https://pipenv.pypa.io/en/latest/pipfile.html */
export const pipfileLock: Format = {
  id: 'pipfile-lock',
  title: 'Pipenv lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file) => (await import('./read.ts')).readPipfileLock(file),
};
