import type { Format } from '../format.ts';

const name = /(?:^|\/)composer\.lock$/;

/** https://getcomposer.org/doc/01-basic-usage.md#commit-your-composer-lock-file-to-version-control */
export const composerLock: Format = {
  id: 'composer-lock',
  title: 'Composer lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file) => (await import('./read.ts')).readComposerLock(file),
};
