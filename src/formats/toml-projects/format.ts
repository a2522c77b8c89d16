import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:(?:gleam|pixi)\.toml|(?:Julia)?Project\.toml)$/;

/** Gleam (https://gleam.run/writing-gleam/gleam-toml/), Julia (https://pkgdocs.julialang.org/v1/toml-files/), pixi (https://pixi.sh/latest/reference/pixi_manifest/) */
export const tomlProjects: Format = {
  id: 'toml-projects',
  title: 'Manifest in TOML',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readTomlProjects(file),
};
