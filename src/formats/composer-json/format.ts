import type { Format } from '../format.ts';

const name = /(?:^|\/)composer\.json$/;

/** https://getcomposer.org/doc/04-schema.md */
export const composerJson: Format = {
  id: 'composer-json',
  title: 'composer.json',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readComposerJson(file),
};
