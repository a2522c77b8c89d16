import type { At } from './facts.ts';

/** Who runs a migration, as far as its place and its text tell. */
export type MigrationTool =
  | 'alembic'
  | 'dbmate'
  | 'diesel'
  | 'django'
  | 'drizzle'
  | 'flyway'
  | 'golang-migrate'
  | 'goose'
  | 'knex'
  | 'laravel'
  | 'liquibase'
  | 'prisma'
  | 'rails'
  | 'sequelize'
  | 'sql-migrate'
  | 'sqlx'
  | 'supabase'
  | 'typeorm'
  | 'unknown';

/** A kind of database. */
export type Dialect = 'postgresql' | 'mysql' | 'sqlite' | 'clickhouse' | 'sqlserver';

/** A file that takes a database from one schema to the next, once. */
export interface Migration extends At {
  readonly kind: 'migration';
  readonly tool: MigrationTool;
  /** folder whose migrations are run one after the other */
  readonly folder: string;
  /** what the tool keeps in its list of those that ran: a number, a timestamp, a name */
  readonly version: string;
  /** runs again whenever it changes (`R__views.sql`) */
  readonly repeatable?: true;
  /** those it says it comes after, where a tool works by that */
  readonly after?: readonly string[];
  /** where the text tells */
  readonly dialect?: Dialect;
  /**
   * Two of these are the same where the same schema comes of them: comments, layout, the way back and what happens
   * to rows left out. Of tools that compare the file itself: where the text is the same.
   */
  readonly digest: string;
}

export type SchemaAction =
  | 'create-table'
  | 'drop-table'
  | 'rename-table'
  | 'add-column'
  | 'drop-column'
  | 'rename-column'
  | 'alter-type'
  | 'set-not-null'
  | 'create-index'
  | 'add-constraint'
  /** rows are written or looked at: `UPDATE`, or code that may do so */
  | 'write-rows'
  /** the table is emptied */
  | 'empty-table';

/** One step of a migration that goes forward. Names as the database has them, without quotes. */
export interface SchemaChange extends At {
  readonly kind: 'schema-change';
  readonly action: SchemaAction;
  /** version of the migration, in a file that holds several */
  readonly of?: string;
  /** without its schema; `` where it is not known, which of `write-rows` means any */
  readonly table: string;
  readonly column?: string;
  /** new name */
  readonly to?: string;
  /** the class of code that goes with the table, where the migration names that (Django) */
  readonly model?: string;
  /** of a column: rows may not be without it */
  readonly notNull?: true;
  /** of a column: what rows that are there get */
  readonly default?: 'constant' | 'computed';
  /** of an index: built while others write; of a constraint: not checked against the rows that are there; of a type: rows can stay as they are */
  readonly gentle?: true;
  readonly constraint?: 'foreign-key' | 'check' | 'unique' | 'primary-key' | 'exclude';
  /** of an index or constraint: its columns, where they are plain names; of a constraint that takes an index over none */
  readonly columns?: readonly string[];
}

/** A table as a file that describes the whole schema has it: `schema.prisma`, `schema.rb`, `structure.sql`. */
export interface SchemaTable extends At {
  readonly kind: 'schema-table';
  readonly name: string;
  /** what code calls it, where the file says so: a model of Prisma */
  readonly model?: string;
  readonly columns: readonly SchemaColumn[];
}

export interface SchemaColumn extends At {
  readonly name: string;
  /** what code calls it, where that differs */
  readonly field?: string;
  /** only code has it: it leads to another table */
  readonly relation?: true;
}
