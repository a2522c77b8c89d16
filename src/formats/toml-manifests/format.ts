import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:manifest\.toml|(?:Julia)?Manifest(?:-v\d+\.\d+)?\.toml)$/;

/** Gleam (manifest.toml) and Julia (https://pkgdocs.julialang.org/v1/toml-files/) */
export const tomlManifests: Format = {
  id: 'toml-manifests',
  title: 'Lockfile in TOML',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  // Others call theirs the same.
  recognises: (text) =>
    /^packages = \[|^# This file is machine-generated|^(?:julia_version|manifest_format) =/m.test(text),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readTomlManifests(file),
};
