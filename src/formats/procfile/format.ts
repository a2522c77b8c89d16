import type { Format } from '../format.ts';

/** Process types of an app. https://devcenter.heroku.com/articles/procfile */
export const procfile: Format = {
  id: 'procfile',
  title: 'Procfile',
  stage: 'wiring',
  matches: (path) => /(?:^|\/)Procfile(?:\.[\w-]+)?$/.test(path),
  read: async (file) => (await import('./read.ts')).readProcfile(file),
};
