import type { Format } from '../format.ts';

const name =
  /(?:^|\/)(?:\.nvmrc|\.node-version|\.python-version|\.ruby-version|\.tool-versions|\.?mise(?:\.[\w-]+)*\.toml|\.?(?:config\/)?mise\/config(?:\.[\w-]+)*\.toml|rust-toolchain(?:\.toml)?|runtime\.txt)$/;

/** Files that say which version of a language or tool is meant. */
export const runtimeFiles: Format = {
  id: 'runtime-files',
  title: 'Runtime version',
  stage: 'dependencies',
  matches: (path) => name.test(path) && !path.includes('node_modules/'),
  read: async (file) => (await import('./read.ts')).readRuntimeFile(file),
};
