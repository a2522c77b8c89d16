import type { Format } from '../format.ts';

/** https://docs.netlify.com/configure-builds/file-based-configuration/ */
export const netlify: Format = {
  id: 'netlify',
  title: 'Netlify configuration',
  stage: 'config',
  matches: (path) => /(?:^|\/)netlify\.toml$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readNetlify(file),
};
