import type { Format } from '../format.ts';

/** https://getsops.io/docs/: keys in clear, values encrypted. Manifests and env files among them have readers of their own. */
export const sops: Format = {
  id: 'sops',
  title: 'SOPS file',
  stage: 'config',
  matches: (path) => /\.(?:ya?ml|json|ini)$/.test(path),
  recognises: (text) => /\bENC\[[A-Z0-9_]+,/.test(text) && /^[ \t]*["']?(?:sops["']?:|\[sops\])/m.test(text),
  read: async (file) => (await import('./read.ts')).readSops(file),
};
