import type { Format } from '../format.ts';

/** Text for people that tells how compose files are started together. */
export const prose: Format = {
  id: 'prose',
  title: 'Markdown with compose commands',
  stage: 'config',
  // What once was right stands in these for ever.
  matches: (path) =>
    /\.(?:md|mdx|markdown)$/i.test(path) && !/change-?log|histor|releases?\b|migrat|upgrad/i.test(path),
  recognises: (text) => /\bcompose\b[^\n]{0,300}\s(?:-f|--file)[\s=]/.test(text),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readProse(file),
};
