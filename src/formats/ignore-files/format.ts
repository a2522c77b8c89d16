import type { Format } from '../format.ts';

/** `.gitignore` and `.dockerignore`, and `Dockerfile.dockerignore` beside its Dockerfile. */
export const ignoreFiles: Format = {
  id: 'ignore-files',
  title: 'Ignore file',
  stage: 'wiring',
  matches: (path) => /(?:^|\/)\.gitignore$|(?:^|[/.])dockerignore$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readIgnoreFile(file),
};
