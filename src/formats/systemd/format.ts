import type { Format } from '../format.ts';

/** Service units and their drop-ins. https://www.freedesktop.org/software/systemd/man/systemd.service.html */
export const systemd: Format = {
  id: 'systemd',
  title: 'systemd unit',
  stage: 'config',
  matches: (path) => /\.service$|\.service\.d\/[^/]+\.conf$/.test(path),
  recognises: (text) => /^\[(?:Unit|Service)\]/m.test(text),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readSystemd(file),
};
