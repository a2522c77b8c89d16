import type { Format } from '../format.ts';

const name = /(?:^|\/)Pipfile$/;

/** What Pipenv installs: https://pipenv.pypa.io/en/latest/pipfile.html */
export const pipfile: Format = {
  id: 'pipfile',
  title: 'Pipfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readPipfile(file),
};
