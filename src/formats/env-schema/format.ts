import type { Format } from '../format.ts';

/** An env file whose comments say what its variables are. https://varlock.dev/env-spec/overview/ */
export const envSchema: Format = {
  id: 'env-schema',
  title: 'Env schema',
  stage: 'config',
  matches: (path) => /(?:^|\/)\.env\.schema$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readEnvSchema(file),
};
