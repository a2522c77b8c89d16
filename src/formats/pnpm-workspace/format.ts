import type { Format } from '../format.ts';

const name = /(?:^|\/)pnpm-workspace\.ya?ml$/;

/** Workspace packages, catalogs and overrides of pnpm: https://pnpm.io/pnpm-workspace_yaml */
export const pnpmWorkspace: Format = {
  id: 'pnpm-workspace',
  title: 'pnpm workspace',
  stage: 'dependencies',
  matches: (path) => name.test(path) && !path.includes('node_modules/'),
  read: async (file) => (await import('./read.ts')).readPnpmWorkspace(file),
};
