import type { Format } from '../format.ts';

/** https://docs.liquibase.com/concepts/changelogs/home.html: change sets in XML and YAML */
export const liquibase: Format = {
  id: 'liquibase',
  title: 'Liquibase changelog',
  stage: 'dependencies',
  matches: (path) =>
    /\.(?:xml|ya?ml)$/i.test(path) && /changelog|change-log|liquibase|migrations?\//i.test(path),
  recognises: (text) => /<databaseChangeLog[\s>]|^["']?databaseChangeLog["']?:/m.test(text.slice(0, 20_000)),
  read: async (file) => (await import('./read.ts')).readLiquibase(file),
};
