import type { Format } from '../format.ts';

const name = /(?:^|\/)vendor\/modules\.txt$/;

/** https://go.dev/ref/mod#vendoring */
export const goVendor: Format = {
  id: 'go-vendor',
  title: 'Go vendor list',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  recognises: (text) => /^# \S+ /m.test(text),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readGoVendor(file),
};
