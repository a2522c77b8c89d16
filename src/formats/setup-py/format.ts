import type { Format } from '../format.ts';

const name = /(?:^|\/)setup\.(?:py|cfg)$/;

/** https://setuptools.pypa.io/en/latest/userguide/dependency_management.html */
export const setupPy: Format = {
  id: 'setup-py',
  title: 'Setuptools configuration',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readSetup(file),
};
