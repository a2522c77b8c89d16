import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:Gemfile|gems\.rb)$/;

/** What Bundler installs; it is a program, of which the plain lines are read: https://bundler.io/man/gemfile.5.html */
export const gemfile: Format = {
  id: 'gemfile',
  title: 'Gemfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readGemfile(file),
};
