import type { Format } from '../format.ts';

/** Configuration of a Fly app. https://fly.io/docs/reference/configuration/ */
export const fly: Format = {
  id: 'fly',
  title: 'Fly configuration',
  stage: 'config',
  matches: (path) => /(?:^|\/)fly(?:[._-][\w.-]+)?\.toml$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readFly(file),
};
