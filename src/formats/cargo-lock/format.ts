import type { Format } from '../format.ts';

const name = /(?:^|\/)Cargo\.lock$/;

/** Cargo's lockfile, versions 1 to 4: https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html */
export const cargoLock: Format = {
  id: 'cargo-lock',
  title: 'Cargo lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file, memory) => (await import('./read.ts')).readCargoLock(file, memory),
};
