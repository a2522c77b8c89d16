import type { Format } from '../format.ts';

/** Variables that caches of Nx depend on. https://nx.dev/reference/inputs */
export const nx: Format = {
  id: 'nx',
  title: 'Nx configuration',
  stage: 'config',
  matches: (path) => /(?:^|\/)(?:nx|project)\.json$/.test(path),
  recognises: (text) =>
    /"env"\s*:\s*"/.test(text) && /"(?:namedInputs|targetDefaults|targets)"\s*:/.test(text),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readNx(file),
};
