import type { Format } from '../format.ts';

/** The whole schema as Rails and others write it down after their migrations: `db/schema.rb`, `db/structure.sql`. */
export const databaseSchema: Format = {
  id: 'database-schema',
  title: 'Database schema',
  stage: 'dependencies',
  matches: (path) =>
    /(?:^|\/)(?:db|database|schema|sql)\/(?:[\w-]*schema\.rb|[\w-]*structure\.sql|schema\.sql)$/.test(path),
  limit: 20 << 20,
  read: async (file) => (await import('./read.ts')).readDatabaseSchema(file),
};
