import type { Format } from '../format.ts';

/** Processes of PM2. https://pm2.keymetrics.io/docs/usage/application-declaration/ */
export const pm2: Format = {
  id: 'pm2',
  title: 'PM2 ecosystem file',
  stage: 'config',
  matches: (path) =>
    /(?:^|\/)(?:ecosystem(?:[._-][\w-]+)*(?:\.config)?\.(?:[cm]?js|json)|pm2(?:[._-][\w-]+)*(?:\.config)?\.(?:[cm]?js|json)|process\.json)$/.test(
      path,
    ),
  recognises: (text) => /["']?\bapps["']?\s*:/.test(text) && /["']?\bscript["']?\s*:/.test(text),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readPm2(file),
};
