import type { Format } from '../format.ts';

const name = /(?:^|\/)go\.mod$/;

/** Go's manifest, which names the chosen version of every module too: https://go.dev/ref/mod#go-mod-file */
export const goMod: Format = {
  id: 'go-mod',
  title: 'go.mod',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readGoMod(file),
};
