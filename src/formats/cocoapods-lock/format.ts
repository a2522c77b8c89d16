import type { Format } from '../format.ts';

const name = /(?:^|\/)Podfile\.lock$/;

/** https://guides.cocoapods.org/using/using-cocoapods.html#what-is-podfilelock */
export const cocoapodsLock: Format = {
  id: 'cocoapods-lock',
  title: 'CocoaPods lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readCocoapodsLock(file),
};
