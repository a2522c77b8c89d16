import type { Format } from '../format.ts';

/** What a Heroku app needs. https://devcenter.heroku.com/articles/app-json-schema */
export const herokuApp: Format = {
  id: 'heroku-app',
  title: 'Heroku app.json',
  stage: 'config',
  matches: (path) => /(?:^|\/)app\.json$/.test(path),
  // Expo and mini programs have an app.json of their own.
  recognises: (text) =>
    /"(?:formation|addons|buildpacks|env|environments|postdeploy)"\s*:/.test(text) &&
    !/"(?:expo|pages|subPackages|usingComponents|displayName)"\s*:/.test(text),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readHerokuApp(file),
};
