import type { Format } from '../format.ts';

const name = /(?:^|\/)mix\.exs$/;

/** What an Elixir project asks for; a program, of which the plain tuples are read: https://hexdocs.pm/mix/Mix.Tasks.Deps.html */
export const mixExs: Format = {
  id: 'mix-exs',
  title: 'mix.exs',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readMixExs(file),
};
