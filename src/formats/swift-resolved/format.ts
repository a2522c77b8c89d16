import type { Format } from '../format.ts';

const name = /(?:^|\/)Package\.resolved$/;

/** https://docs.swift.org/package-manager/ */
export const swiftResolved: Format = {
  id: 'swift-resolved',
  title: 'Swift package lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readSwiftResolved(file),
};
