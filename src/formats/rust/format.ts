import type { Format } from '../format.ts';

/** Rust: variables that code reads and sets, and what command lines and structs take from the environment. */
export const rust: Format = {
  id: 'rust',
  title: 'Rust',
  stage: 'config',
  matches: (path) => path.endsWith('.rs'),
  read: async (file) => (await import('./read.ts')).readRust(file),
};
