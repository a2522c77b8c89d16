import type { Format } from '../format.ts';

/** https://nixpacks.com/docs/configuration/file */
export const nixpacks: Format = {
  id: 'nixpacks',
  title: 'Nixpacks configuration',
  stage: 'config',
  matches: (path) => /(?:^|\/)nixpacks\.toml$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readNixpacks(file),
};
