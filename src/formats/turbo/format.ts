import type { Format } from '../format.ts';

/** Tasks of Turborepo. https://turborepo.com/docs/reference/configuration */
export const turbo: Format = {
  id: 'turbo',
  title: 'Turborepo configuration',
  stage: 'config',
  matches: (path) => /(?:^|\/)turbo\.jsonc?$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readTurbo(file),
};
