import type { Format } from '../format.ts';

const name = /(?:^|\/)pyproject\.toml$/;

/** https://packaging.python.org/en/latest/specifications/pyproject-toml/, and what Poetry, PDM and uv add to it. */
export const pyproject: Format = {
  id: 'pyproject',
  title: 'pyproject.toml',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readPyproject(file),
};
