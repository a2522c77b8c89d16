import type { Format } from '../format.ts';

/** Which variables override which keys for the npm package `config`. https://github.com/node-config/node-config/wiki */
export const nodeConfig: Format = {
  id: 'node-config',
  title: 'custom-environment-variables of node-config',
  stage: 'config',
  matches: (path) => /(?:^|\/)custom-environment-variables\.(?:json|ya?ml)$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readNodeConfig(file),
};
