import type { Format } from '../format.ts';

const extension = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/i;

/** JavaScript and TypeScript, also inside of Vue, Svelte and Astro components: variables that code reads and checks. */
export const javascript: Format = {
  id: 'javascript',
  title: 'JavaScript or TypeScript',
  stage: 'config',
  matches: (path) => extension.test(path),
  read: async (file) => (await import('./read.ts')).readJavascript(file),
};
