import type { Format } from '../format.ts';

/** PHP: variables of the environment and keys of Laravel's configuration, asked for and given. */
export const php: Format = {
  id: 'php',
  title: 'PHP',
  stage: 'config',
  matches: (path) => path.endsWith('.php'),
  read: async (file) => (await import('./read.ts')).readPhp(file),
};
