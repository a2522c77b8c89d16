import type { Format } from '../format.ts';

/** https://spec.graphql.org/draft/#sec-Introspection: what a server answered when it was asked for its schema. */
export const graphqlIntrospection: Format = {
  id: 'graphql-introspection',
  title: 'GraphQL introspection result',
  stage: 'contracts',
  matches: (path) => /\.json$/i.test(path),
  recognises: (text) =>
    /^\s{0,100}\{\s{0,100}(?:"data"\s{0,20}:\s{0,20}\{\s{0,100})?"__schema"\s{0,20}:/.test(
      text.slice(0, 600),
    ),
  limit: 20 << 20,
  read: async (file) => (await import('./read.ts')).readIntrospection(file),
};
