import type { Format } from '../format.ts';

/** Recipes of just, and what they call. https://just.systems/man/en/ */
export const justfile: Format = {
  id: 'justfile',
  title: 'justfile',
  stage: 'wiring',
  matches: (path) => /(?:^|\/)(?:\.?[Jj]ustfile|JUSTFILE|[^/]+\.just)$/.test(path),
  read: async (file) => (await import('./read.ts')).readJustfile(file),
};
