import type { Format } from '../format.ts';

const name = /(?:^|\/)pylock(?:\.[^./]+)?\.toml$/;

/** https://packaging.python.org/en/latest/specifications/pylock-toml/ */
export const pylock: Format = {
  id: 'pylock',
  title: 'pylock.toml',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file) => (await import('./read.ts')).readPylock(file),
};
