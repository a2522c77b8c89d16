import type { Format } from '../format.ts';

/** Encrypted env files, one a variable. https://www.dotenv.org/docs/security/env-vault */
export const envVault: Format = {
  id: 'env-vault',
  title: 'Encrypted env files',
  stage: 'config',
  matches: (path) => /(?:^|\/)\.env\.vault$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readEnvVault(file),
};
