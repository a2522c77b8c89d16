import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:Gemfile\.lock|gems\.locked|Gemfile\.[\w.-]+\.lock)$/;

/** Bundler's lockfile: https://bundler.io/guides/using_bundler_in_applications.html */
export const gemfileLock: Format = {
  id: 'gemfile-lock',
  title: 'Bundler lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readGemfileLock(file),
};
