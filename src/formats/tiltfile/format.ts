import type { Format } from '../format.ts';

/** What Tilt builds and starts while people work on it. https://docs.tilt.dev/api */
export const tiltfile: Format = {
  id: 'tiltfile',
  title: 'Tiltfile',
  stage: 'wiring',
  matches: (path) => /(?:^|\/)(?:[\w-]+\.)?Tiltfile(?:\.[\w-]+)?$|\.tiltfile$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readTiltfile(file),
};
