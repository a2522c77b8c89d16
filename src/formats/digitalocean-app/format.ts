import type { Format } from '../format.ts';

/** https://docs.digitalocean.com/products/app-platform/reference/app-spec/ */
export const digitaloceanApp: Format = {
  id: 'digitalocean-app',
  title: 'DigitalOcean app spec',
  stage: 'config',
  matches: (path) => /(?:^|\/)\.do\/[\w.-]+\.ya?ml$/.test(path),
  recognises: (text) => /^\s{0,4}(?:services|workers|jobs|static_sites|functions|databases):/m.test(text),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readDigitaloceanApp(file),
};
