import type { Format } from '../format.ts';

/** `appsettings.json` and its siblings for environments, and the profiles of `launchSettings.json`. */
export const appsettings: Format = {
  id: 'appsettings',
  title: '.NET settings',
  stage: 'config',
  matches: (path) => /(?:^|\/)(?:appsettings(?:\.[\w-]+){0,3}|launchSettings)\.json$/i.test(path),
  limit: 2 << 20,
  read: async (file) => (await import('./read.ts')).readAppsettings(file),
};
