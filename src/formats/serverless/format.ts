import type { Format } from '../format.ts';

/** https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml */
export const serverless: Format = {
  id: 'serverless',
  title: 'Serverless Framework configuration',
  stage: 'config',
  matches: (path) => /(?:^|\/)serverless(?:[.-][\w-]+)*\.ya?ml$/.test(path),
  recognises: (text) => /^(?:service|provider|functions|custom):/m.test(text),
  read: async (file) => (await import('./read.ts')).readServerless(file),
};
