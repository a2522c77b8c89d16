import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:pubspec\.yaml|shard\.yml|environment\.ya?ml)$/;

/**
 * Manifests in YAML: Dart (https://dart.dev/tools/pub/pubspec), Crystal
 * (https://github.com/crystal-lang/shards/blob/master/docs/shard.yml.adoc), conda environments.
 */
export const yamlManifests: Format = {
  id: 'yaml-manifests',
  title: 'Manifest in YAML',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  // `environment.yml` may be anything; the others name what they are.
  recognises: (text) => /^(?:name|dependencies|version|crystal|environment)[ \t]*:/m.test(text),
  read: async (file) => (await import('./read.ts')).readYamlManifests(file),
};
