import type { Format } from '../format.ts';

/** Variables that Figaro sets when a Rails application starts. https://github.com/laserlemon/figaro */
export const figaro: Format = {
  id: 'figaro',
  title: 'Figaro settings',
  stage: 'config',
  matches: (path) =>
    /(?:^|\/)config\/application(?:[._-](?:example|sample|template|default|dist))?\.ya?ml(?:[._-](?:example|sample|template|default|dist))?$/.test(
      path,
    ),
  // Spring's file of that name has small keys.
  recognises: (text) =>
    /^[A-Z][A-Z0-9]*_[A-Z0-9_]*:/m.test(text) && !/^(?:spring|server|management):/m.test(text),
  read: async (file) => (await import('./read.ts')).readFigaro(file),
};
