import { readSqlMigration } from '../../src/formats/sql-migration/read.ts';
import { sqlMigrationPlace } from '../../src/formats/migrations/sql-migration-path.ts';
import { schemaSteps } from '../../src/formats/sql/schema-steps.ts';

/** `drop-column users.email` for each step. */
function stepsIn(sql: string): readonly string[] {
  return schemaSteps(sql).map(({ at: _, action, table, column, to, columns, ...traits }) =>
    [
      action,
      column === undefined ? table : `${table}.${column}`,
      ...(to === undefined ? [] : [`-> ${to}`]),
      ...(columns ? [`(${columns.join(' ')})`] : []),
      ...Object.entries(traits).map(([key, value]) => (value === true ? key : value)),
    ].join(' '),
  );
}

describe('steps of SQL', () => {
  it.each<[string, readonly string[]]>([
    ['ALTER TABLE users DROP COLUMN email', ['drop-column users.email']],
    ['ALTER TABLE users DROP email, DROP COLUMN IF EXISTS "Name" CASCADE;', ['drop-column users.email', 'drop-column users.Name']], // prettier-ignore
    [
      'ALTER TABLE ONLY "app"."users" DROP CONSTRAINT email_key, ALTER x DROP DEFAULT, ALTER y DROP NOT NULL',
      [],
    ],
    ['ALTER TABLE `t` DROP PRIMARY KEY, DROP INDEX `a`, DROP FOREIGN KEY b, DROP `c`', ['drop-column t.c']],
    ['DROP TABLE IF EXISTS a, "b.c" CASCADE', ['drop-table a', 'drop-table b.c']],
    ['DROP INDEX a; DROP TYPE b; DROP VIEW c', []],
    ['ALTER TABLE a RENAME TO b; ALTER TABLE b RENAME COLUMN c TO d; ALTER TABLE b RENAME e TO f', ['rename-table a -> b', 'rename-column b.c -> d', 'rename-column b.e -> f']], // prettier-ignore
    ['ALTER TABLE a RENAME CONSTRAINT b TO c; ALTER INDEX a RENAME TO b', []],
    ['RENAME TABLE a TO b, `c` TO `d`', ['rename-table a -> b', 'rename-table c -> d']],
    ['ALTER TABLE `a` CHANGE `b` `c` int NOT NULL, CHANGE COLUMN d d bigint, MODIFY COLUMN e text', ['rename-column a.b -> c', 'alter-type a.d', 'alter-type a.e']], // prettier-ignore
    ["ALTER TABLE a ADD b text NOT NULL DEFAULT 'x', ADD COLUMN IF NOT EXISTS c int NOT NULL", ['add-column a.b notNull constant', 'add-column a.c notNull']], // prettier-ignore
    ['ALTER TABLE a ADD COLUMN b uuid NOT NULL DEFAULT gen_random_uuid(), ADD c timestamptz DEFAULT now(), ADD d bigserial', ['add-column a.b notNull computed', 'add-column a.c constant', 'add-column a.d computed']], // prettier-ignore
    ['ALTER TABLE a ADD COLUMN b int GENERATED ALWAYS AS (c * 2) STORED NOT NULL, ADD e int DEFAULT NULL', ['add-column a.b notNull computed', 'add-column a.e']], // prettier-ignore
    ['ALTER TABLE a ALTER COLUMN b SET NOT NULL, ALTER c TYPE text, ALTER d SET DATA TYPE bigint USING d::bigint', ['set-not-null a.b', 'alter-type a.c gentle', 'alter-type a.d']], // prettier-ignore
    ['ALTER TABLE a ADD CONSTRAINT x FOREIGN KEY (b) REFERENCES c (d) NOT VALID, ADD UNIQUE (e, f), ADD CHECK (g > 0)', ['add-constraint a (b) foreign-key gentle', 'add-constraint a (e f) unique', 'add-constraint a check']], // prettier-ignore
    ['ALTER TABLE a ADD CONSTRAINT u UNIQUE USING INDEX i', ['add-constraint a unique gentle']],
    ['CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON s.t USING btree (a, lower(b))', ['create-index t (a) gentle']], // prettier-ignore
    ['CREATE INDEX ON t (a)', ['create-index t (a)']],
    ['CREATE TABLE IF NOT EXISTS a (b int); CREATE TEMP TABLE c AS SELECT 1; CREATE VIEW v AS SELECT 1', ['create-table a', 'create-table c']], // prettier-ignore
    ['UPDATE a SET b = 1; DELETE FROM c; DELETE FROM d WHERE e; TRUNCATE TABLE f, g', ['write-rows a', 'empty-table c', 'write-rows d', 'empty-table f', 'empty-table g']], // prettier-ignore
    ['WITH x AS (SELECT 1) UPDATE a SET b = 1 FROM x', ['write-rows a']],
    [
      "SELECT 'DROP TABLE a; DROP TABLE b'; -- DROP TABLE c\n/* DROP TABLE d; /* nested */ DROP TABLE e */",
      [],
    ],
    ['CREATE FUNCTION f() RETURNS void AS $body$ DROP TABLE a; $body$ LANGUAGE sql', []],
    [
      'DO $$ BEGIN ALTER TABLE a DROP COLUMN b; EXCEPTION WHEN others THEN null; END $$;',
      ['drop-column a.b'],
    ],
    ['DO $$ BEGIN IF NOT EXISTS (SELECT 1) THEN ALTER TABLE a DROP b; END IF; END $$', ['drop-column a.b']],
    ['ALTER TABLE [dbo].[a] DROP COLUMN [b]', ['drop-column a.b']],
    ["INSERT INTO `a` VALUES ('it\\'s; DROP TABLE b'); ALTER TABLE `a` DROP `c`", ['drop-column a.c']],
    ["INSERT INTO a VALUES ('C:\\'); ALTER TABLE a DROP c", ['drop-column a.c']],
  ])('%s', (sql, steps) => {
    expect(stepsIn(sql)).toEqual(steps);
  });

  it.each([
    ['', []],
    ['ALTER TABLE', []],
    ['ALTER TABLE a', []],
    ['ALTER TABLE a DROP', []],
    ['ALTER TABLE a ADD COLUMN', []],
    ['ALTER TABLE a RENAME', []],
    ['CREATE INDEX', []],
    ['DROP TABLE', []],
    ["ALTER TABLE a DROP b; SELECT 'never closed", ['drop-column a.b']],
    ['ALTER TABLE a DROP b; /* never closed', ['drop-column a.b']],
    ['DO $$ BEGIN ALTER TABLE a DROP b;', ['drop-column a.b']],
    ['ALTER TABLE a ADD UNIQUE ((((', ['add-constraint a unique']],
    ['))))); ALTER TABLE a DROP b', ['drop-column a.b']],
  ])('goes on in what is not whole: %s', (sql, steps) => {
    expect(stepsIn(sql)).toEqual(steps);
  });
});

describe('where migrations in SQL stand', () => {
  it.each([
    ['prisma/migrations/20240101_init/migration.sql', 'prisma', 'prisma/migrations', '20240101_init'],
    ['migrations/00000000000001_users/up.sql', 'diesel', 'migrations', '00000000000001_users'],
    ['drizzle/0003_odd_name.sql', 'drizzle', 'drizzle', '0003_odd_name'],
    ['src/main/resources/db/migration/V1_2__users.sql', 'flyway', 'src/main/resources/db/migration', '1.2'],
    ['db/migration/R__views.sql', 'flyway', 'db/migration', 'R__views.sql'],
    ['db/migrations/000012_users.up.sql', 'golang-migrate', 'db/migrations', '000012'],
    ['supabase/migrations/20240101000000_a.sql', 'supabase', 'supabase/migrations', '20240101000000'],
    ['app/migrations/0001_users.sql', 'unknown', 'app/migrations', '0001'],
  ])('%s', (path, tool, folder, version) => {
    expect(sqlMigrationPlace(path)).toMatchObject({ tool, folder, version });
  });

  it.each([
    'db/migrations/000012_users.down.sql',
    'migrations/1_users/down.sql',
    'db/migration/U1__users.sql',
    'db/queries/users.sql',
    'prisma/migrations/migration_lock.toml',
    'migrations/README.md',
  ])('not %s', (path) => {
    expect(sqlMigrationPlace(path)).toBeNull();
  });
});

describe('a migration in SQL', () => {
  const digestOf = (text: string, path = 'db/migrations/0001_a.sql'): string => {
    const [fact] = readSqlMigration({ path, text }).facts;
    return fact?.kind === 'migration' ? fact.digest : '';
  };

  it('has steps with lines, and of the way forward only', () => {
    const text = '-- +goose Up\n\nDROP TABLE a;\n-- +goose Down\nDROP TABLE b;\n';
    expect(readSqlMigration({ path: 'db/migrations/0001_a.sql', text }).facts).toEqual([
      expect.objectContaining({ kind: 'migration', tool: 'goose', version: '0001', line: 1 }),
      { kind: 'schema-change', action: 'drop-table', table: 'a', line: 3 },
    ]);
  });

  it('is the same with other comments and layout, and with another way back', () => {
    expect(digestOf('-- one\nDROP TABLE a;')).toBe(digestOf('DROP  TABLE a\n;'));
    expect(digestOf('-- migrate:up\nDROP TABLE a;\n-- migrate:down\nSELECT 1;')).toBe(
      digestOf('-- migrate:up\nDROP TABLE a;\n-- migrate:down\nSELECT 2;'),
    );
    expect(digestOf('DROP TABLE a;')).not.toBe(digestOf('DROP TABLE b;'));
    expect(digestOf('DROP TABLE a; CREATE INDEX i ON b (c);')).toBe(
      digestOf(
        'CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON "public"."b" (c);\nDROP TABLE public.a'.replaceAll(
          '"',
          '',
        ),
      ),
    );
    expect(digestOf('ALTER TABLE a ADD b int')).not.toBe(digestOf('ALTER TABLE a ADD b int NOT NULL'));
    expect(digestOf('ALTER TABLE a ON CLUSTER c ADD INDEX i b')).toBe(
      digestOf('ALTER TABLE a ON CLUSTER c ADD INDEX i b SETTINGS alter_sync = 2'),
    );
  });

  it('is another one with other comments where the tool compares files', () => {
    const path = 'db/migration/V1__a.sql';
    expect(digestOf('-- one\nDROP TABLE a;', path)).not.toBe(digestOf('DROP TABLE a;', path));
    expect(digestOf('DROP TABLE a;\r\n', path)).toBe(digestOf('DROP TABLE a;\n', path));
  });

  it('refuses a merge conflict', () => {
    const text = '<<<<<<< a\nDROP TABLE a;\n=======\n>>>>>>> b\n';
    expect(() => readSqlMigration({ path: 'db/migrations/0001_a.sql', text })).toThrow('Merge conflict');
  });

  it('reads a long text of one kind of mark in time that grows with it', () => {
    expect(schemaSteps('/*'.repeat(50_000))).toEqual([]);
    expect(schemaSteps(`ALTER TABLE a ADD UNIQUE ${'('.repeat(50_000)}`)).toHaveLength(1);
  });
});
