import type { Format } from '../format.ts';

/** https://vercel.com/docs/project-configuration */
export const vercel: Format = {
  id: 'vercel',
  title: 'Vercel configuration',
  stage: 'config',
  matches: (path) => /(?:^|\/)(?:vercel|now)\.json$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readVercel(file),
};
