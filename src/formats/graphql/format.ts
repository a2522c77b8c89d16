import type { Format } from '../format.ts';

/** https://spec.graphql.org: files that define types; documents of operations alone are looked at as callers. */
export const graphql: Format = {
  id: 'graphql',
  title: 'GraphQL schema',
  stage: 'contracts',
  matches: (path) => /\.(?:graphqls?|gql)$/i.test(path),
  recognises: (text) =>
    /^[ \t]{0,40}(?:extend[ \t]{1,10})?(?:(?:type|interface|input|enum|union|scalar)[ \t]{1,40}[_A-Za-z]|schema[ \t]{0,40}[@{]|directive[ \t]{0,40}@)/m.test(
      text,
    ),
  limit: 20 << 20,
  read: async (file, memory) => (await import('./read.ts')).readGraphql(file, memory),
};
