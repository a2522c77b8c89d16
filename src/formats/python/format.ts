import type { Format } from '../format.ts';

/** Python: variables that code reads, sets, and checks with settings classes. */
export const python: Format = {
  id: 'python',
  title: 'Python',
  stage: 'config',
  matches: (path) => path.endsWith('.py'),
  read: async (file) => (await import('./read.ts')).readPython(file),
};
