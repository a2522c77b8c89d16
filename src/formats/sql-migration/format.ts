import type { Format } from '../format.ts';
import { sqlMigrationPlace } from '../migrations/sql-migration-path.ts';

/** Migrations in SQL: Prisma, Drizzle, Flyway, goose, golang-migrate, dbmate, sqlx, Diesel, Supabase and plain ones. */
export const sqlMigration: Format = {
  id: 'sql-migration',
  title: 'SQL migration',
  stage: 'dependencies',
  matches: (path) => sqlMigrationPlace(path) !== null,
  read: async (file) => (await import('./read.ts')).readSqlMigration(file),
};
