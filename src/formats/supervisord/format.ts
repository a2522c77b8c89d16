import type { Format } from '../format.ts';

/** http://supervisord.org/configuration.html */
export const supervisord: Format = {
  id: 'supervisord',
  title: 'Supervisor configuration',
  stage: 'config',
  matches: (path) =>
    /(?:^|\/)(?:[\w.-]*supervisor[\w.-]*\.(?:conf|ini)|supervisor(?:d|\.d|\/conf\.d)?\/[^/]+\.(?:conf|ini))$/.test(
      path,
    ),
  recognises: (text) => /^\[(?:program|supervisord|eventlistener|fcgi-program)\b/m.test(text),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readSupervisord(file),
};
