import type { Format } from '../format.ts';

const name = /(?:^|\/)deno\.jsonc?$/;

/** https://docs.deno.com/runtime/fundamentals/configuration/ */
export const denoJson: Format = {
  id: 'deno-json',
  title: 'Deno configuration',
  stage: 'dependencies',
  matches: (path) => name.test(path) && !path.includes('node_modules/'),
  read: async (file) => (await import('./read.ts')).readDenoJson(file),
};
