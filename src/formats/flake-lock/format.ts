import type { Format } from '../format.ts';

const name = /(?:^|\/)flake\.lock$/;

/** https://nix.dev/manual/nix/stable/command-ref/new-cli/nix3-flake#lock-files */
export const flakeLock: Format = {
  id: 'flake-lock',
  title: 'Nix flake lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readFlakeLock(file),
};
