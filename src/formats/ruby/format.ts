import type { Format } from '../format.ts';

/** Ruby: variables that code reads and sets. */
export const ruby: Format = {
  id: 'ruby',
  title: 'Ruby',
  stage: 'config',
  matches: (path) =>
    /(?:\.(?:rb|rake|ru|gemspec)|(?:^|\/)(?:Rakefile|Gemfile|Capfile|Guardfile|Vagrantfile|Fastfile|Dangerfile))$/.test(
      path,
    ),
  read: async (file) => (await import('./read.ts')).readRuby(file),
};

/** YAML with Ruby in it, as Rails loads it: `config/database.yml`, `config/cable.yml`, `config/storage.yml`. */
export const rubyTemplate: Format = {
  id: 'ruby-template',
  title: 'YAML with ERB',
  stage: 'config',
  matches: (path) => /\.ya?ml(?:\.erb)?$/.test(path),
  recognises: (text) => /<%[^%]{0,500}\bENV\b/.test(text),
  read: async (file) => (await import('./read.ts')).readRubyTemplate(file),
};
