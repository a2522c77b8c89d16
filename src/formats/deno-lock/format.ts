import type { Format } from '../format.ts';

const name = /(?:^|\/)deno\.lock$/;

/** https://docs.deno.com/runtime/fundamentals/modules/#integrity-checking-and-lock-files */
export const denoLock: Format = {
  id: 'deno-lock',
  title: 'Deno lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file) => (await import('./read.ts')).readDenoLock(file),
};
