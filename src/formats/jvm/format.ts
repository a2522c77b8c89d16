import type { Format } from '../format.ts';

/** Java: variables of the environment and keys of the configuration that code asks for. */
export const java: Format = {
  id: 'java',
  title: 'Java',
  stage: 'config',
  matches: (path) => path.endsWith('.java'),
  read: async (file) => (await import('./read.ts')).readJvm(file, 'java'),
};

/** Kotlin: as Java. */
export const kotlin: Format = {
  id: 'kotlin',
  title: 'Kotlin',
  stage: 'config',
  matches: (path) => path.endsWith('.kt'),
  read: async (file) => (await import('./read.ts')).readJvm(file, 'kotlin'),
};
