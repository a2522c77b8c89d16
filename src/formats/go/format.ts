import type { Format } from '../format.ts';

/** Go: variables that code reads, sets, and fills structs with. */
export const go: Format = {
  id: 'go',
  title: 'Go',
  stage: 'config',
  matches: (path) => path.endsWith('.go'),
  read: async (file) => (await import('./read.ts')).readGo(file),
};
