import type { Format } from '../format.ts';

const name = /(?:^|\/)uv\.lock$/;

/** uv's lockfile, version 1 of any revision: https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile */
export const uvLock: Format = {
  id: 'uv-lock',
  title: 'uv lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file, memory) => (await import('./read.ts')).readUvLock(file, memory),
};
