import type { Format } from '../format.ts';

const name = /(?:^|\/)package\.json$/;

/** The manifest of a JavaScript package: https://docs.npmjs.com/cli/configuring-npm/package-json */
export const packageJson: Format = {
  id: 'package-json',
  title: 'package.json',
  stage: 'dependencies',
  matches: (path) => name.test(path) && !path.includes('node_modules/'),
  read: async (file) => (await import('./read.ts')).readPackageJson(file),
};
