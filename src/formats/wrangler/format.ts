import type { Format } from '../format.ts';

/** A Cloudflare Worker. https://developers.cloudflare.com/workers/wrangler/configuration/ */
export const wrangler: Format = {
  id: 'wrangler',
  title: 'Wrangler configuration',
  stage: 'config',
  matches: (path) => /(?:^|\/)wrangler(?:[._-][\w-]+)?\.(?:toml|jsonc?)$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readWrangler(file),
};
