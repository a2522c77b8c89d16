import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:Chart|requirements)\.lock$/;

/** https://helm.sh/docs/helm/helm_dependency/ */
export const helmLock: Format = {
  id: 'helm-lock',
  title: 'Helm lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  recognises: (text) => /^(?:dependencies|digest|generated):/m.test(text),
  read: async (file) => (await import('./read.ts')).readHelmLock(file),
};
