import type { Format } from '../format.ts';

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
export const kustomization: Format = {
  id: 'kustomization',
  title: 'kustomization',
  stage: 'wiring',
  matches: (path) => /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(path),
  read: async (file) => (await import('./read.ts')).readKustomization(file),
};
