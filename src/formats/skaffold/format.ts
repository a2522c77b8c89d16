import type { Format } from '../format.ts';

/** https://skaffold.dev/docs/references/yaml/ */
export const skaffold: Format = {
  id: 'skaffold',
  title: 'skaffold.yaml',
  stage: 'wiring',
  matches: (path) => /(?:^|\/)skaffold[\w.-]*\.ya?ml$/.test(path),
  recognises: (text) => /^apiVersion:[ \t]*["']?skaffold\//m.test(text),
  read: async (file) => (await import('./read.ts')).readSkaffold(file),
};
