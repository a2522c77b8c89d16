import type { Format } from '../format.ts';

/** Services of Render. https://render.com/docs/blueprint-spec */
export const render: Format = {
  id: 'render',
  title: 'Render blueprint',
  stage: 'config',
  matches: (path) => /(?:^|\/)render\.ya?ml$/.test(path),
  recognises: (text) => /^(?:services|envVarGroups|databases|projects):/m.test(text),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readRender(file),
};
