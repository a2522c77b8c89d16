import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:gleam\.toml|(?:Julia)?Project\.toml)$/;

/** Gleam (https://gleam.run/writing-gleam/gleam-toml/) and Julia (https://pkgdocs.julialang.org/v1/toml-files/) */
export const tomlProjects: Format = {
  id: 'toml-projects',
  title: 'Manifest in TOML',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readTomlProjects(file),
};
