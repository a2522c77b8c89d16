import type { Format } from '../format.ts';

/** HOCON: `application.conf` and `reference.conf` of Ktor, Play, Akka. */
export const hocon: Format = {
  id: 'hocon',
  title: 'HOCON configuration',
  stage: 'config',
  matches: (path) => /(?:^|\/)(?:application|reference)(?:[.-][\w-]+)?\.conf$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readHocon(file),
};
