import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:\.npmrc|\.yarnrc\.yml|bunfig\.toml|pip\.(?:conf|ini)|nuget\.config)$/i;

/**
 * Where npm, pnpm (https://docs.npmjs.com/cli/configuring-npm/npmrc), Yarn (https://yarnpkg.com/configuration/yarnrc), Bun,
 * pip (https://pip.pypa.io/en/stable/topics/configuration/) and NuGet fetch packages from.
 */
export const registryConfig: Format = {
  id: 'registry-config',
  title: 'Configuration of package registries',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readRegistryConfig(file),
};
