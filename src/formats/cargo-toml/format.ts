import type { Format } from '../format.ts';

const name = /(?:^|\/)Cargo\.toml$/;

/** https://doc.rust-lang.org/cargo/reference/manifest.html */
export const cargoToml: Format = {
  id: 'cargo-toml',
  title: 'Cargo.toml',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readCargoToml(file),
};
