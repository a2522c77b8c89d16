import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:mix|rebar)\.lock$/;

/** https://hexdocs.pm/mix/Mix.Tasks.Deps.html, https://rebar3.org/docs/workflow/dependencies/ */
export const mixLock: Format = {
  id: 'mix-lock',
  title: 'Mix or Rebar lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readMixLock(file),
};
