import type { Format } from '../format.ts';

/** https://docs.railway.com/reference/config-as-code */
export const railway: Format = {
  id: 'railway',
  title: 'Railway configuration',
  stage: 'config',
  matches: (path) => /(?:^|\/)railway\.(?:json|toml)$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readRailway(file),
};
