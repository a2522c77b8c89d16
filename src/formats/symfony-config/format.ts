import type { Format } from '../format.ts';

/** Symfony's configuration in YAML: variables that it is filled in from. */
export const symfonyConfig: Format = {
  id: 'symfony-config',
  title: 'Symfony configuration',
  stage: 'config',
  matches: (path) =>
    /(?:^|\/)config\/(?:services[\w.-]*|(?:packages|routes)\/(?:[\w.-]+\/){0,3}[\w.-]+)\.ya?ml$/.test(path),
  recognises: (text) => text.includes('%env('),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readSymfonyConfig(file),
};
