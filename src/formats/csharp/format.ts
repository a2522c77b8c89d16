import type { Format } from '../format.ts';

/** C#: variables of the environment and keys of the configuration that code asks for. */
export const csharp: Format = {
  id: 'csharp',
  title: 'C#',
  stage: 'config',
  matches: (path) => path.endsWith('.cs'),
  read: async (file) => (await import('./read.ts')).readCSharp(file),
};
