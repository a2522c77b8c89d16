import type { Format } from '../format.ts';

/** Elixir: variables that code and its configuration read and set. */
export const elixir: Format = {
  id: 'elixir',
  title: 'Elixir',
  stage: 'config',
  matches: (path) => /\.exs?$/.test(path),
  read: async (file) => (await import('./read.ts')).readElixir(file),
};
