import type { Format } from '../format.ts';

/** Secrets that an application needs, by profile. https://secretspec.dev */
export const secretspec: Format = {
  id: 'secretspec',
  title: 'SecretSpec declaration',
  stage: 'config',
  matches: (path) => /(?:^|\/)secretspec\.toml$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readSecretspec(file),
};
