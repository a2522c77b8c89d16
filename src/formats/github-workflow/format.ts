import type { Format } from '../format.ts';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
export const githubWorkflow: Format = {
  id: 'github-workflow',
  title: 'GitHub workflow',
  stage: 'config',
  matches: (path) => /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path),
  read: async (file) => (await import('./read.ts')).readWorkflow(file),
};

/** https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax */
export const githubAction: Format = {
  id: 'github-action',
  title: 'GitHub Action',
  stage: 'wiring',
  matches: (path) => /(?:^|\/)action\.ya?ml$/.test(path),
  recognises: (text) => /^runs:/m.test(text),
  read: async (file) => (await import('./read.ts')).readAction(file),
};
