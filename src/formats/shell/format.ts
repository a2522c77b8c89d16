import type { Format } from '../format.ts';

/** Shell scripts by their extension. */
export const shell: Format = {
  id: 'shell',
  title: 'Shell script',
  stage: 'config',
  matches: (path) => /\.(?:sh|bash|ksh|dash|zsh)$/i.test(path),
  read: async (file) => (await import('./read.ts')).readShellScript(file),
};

/** Scripts without an extension, as entrypoints and hooks often are: their first line says what they are. */
export const shellByFirstLine: Format = {
  ...shell,
  matches: (path) => /(?:^|\/)[a-z][\w-]*$/.test(path),
  recognises: (text) => /^#![^\n]*[/ ](?:ba|da|k|a|z)?sh\b/.test(text.slice(0, 200)),
  limit: 1 << 20,
};
