import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:buf\.lock|shard\.lock|stack\.yaml\.lock)$/;

/** Small lockfiles: buf (https://buf.build/docs/configuration/v2/buf-lock/), shards, Stack (https://docs.haskellstack.org/en/stable/topics/lock_files/) */
export const yamlLocks: Format = {
  id: 'yaml-locks',
  title: 'Lockfile in YAML',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readYamlLocks(file),
};
