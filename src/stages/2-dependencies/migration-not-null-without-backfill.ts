import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { Dialect, SchemaChange } from '../../system/facts.ts';
import { newMigrations, tableKey, tablesMade } from '../../system/schema/new-migrations.ts';
import type { NewMigration } from '../../system/schema/new-migrations.ts';
import type { Located } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A migration asks for a value that rows which are there do not have. */
export const migrationNotNullWithoutBackfill: ChangeRule = {
  kind: 'change',
  id: 'migration-not-null-without-backfill',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A migration requires a value that existing rows may not have',
  assumption: 'Assumes that the table has no rows, or that all of them have the value.',
  verify: 'Run the migration against a copy of production.',
  explanation: `Looks at migrations that the change adds: a new column that is \`NOT NULL\` and has no default fails as soon as
the table has one row, and \`SET NOT NULL\` fails as soon as one row is without a value.

It stays silent for tables that the same change makes, empties or fills, for the first migrations of a database, and for
MySQL and ClickHouse, which give such rows a value of their own. Severity: high for a new column; a question of medium
severity for a column that was there, since an earlier release may have filled it, and where it cannot be told which
database it is.`,
  check: (change) => {
    const all = newMigrations(change);
    const made = tablesMade(all);
    const filled = new Set<string>();
    return all.flatMap((each) => {
      const dialect = each.migration.dialect ?? change.databases?.dialectOf(each.migration.folder);
      const steps = failing(each, made, filled);
      if (dialect === 'mysql' || dialect === 'clickhouse') return [];
      return groupBy(steps, ({ action }) => action).map((group) => problemOf(each, group, dialect));
    });
  },
};

/** Steps that fail where the table has rows; `filled` holds tables whose rows were written before. */
function failing(
  { steps }: NewMigration,
  made: ReadonlySet<string>,
  filled: Set<string>,
): readonly Located<SchemaChange>[] {
  return steps.filter((step) => {
    const key = tableKey(step.table);
    if (step.action === 'write-rows' || step.action === 'empty-table') filled.add(key);
    if (step.table === '' || made.has(key)) return false;
    if (step.action === 'add-column')
      return step.notNull === true && step.default === undefined && !isEmptied(steps, key);
    return step.action === 'set-not-null' && !filled.has(key) && !filled.has('');
  });
}

function isEmptied(steps: NewMigration['steps'], key: string): boolean {
  return steps.some(({ action, table }) => action === 'empty-table' && tableKey(table) === key);
}

function problemOf(
  { migration }: NewMigration,
  group: readonly [Located<SchemaChange>, ...Located<SchemaChange>[]],
  dialect: Dialect | undefined,
): Problem {
  const [{ file, line, table, action }] = group;
  const tables = [...new Set(group.map((each) => each.table))];
  const [only] = tables.length === 1 ? tables : [];
  const names = [
    ...new Set(
      group.map(({ table: own, column = '' }) => (only === undefined ? `${own}.${column}` : column)),
    ),
  ];
  const all: Text = only === undefined ? list(names) : text`${list(names)} of ${code(only)}`;
  const isNew = action === 'add-column';
  const isSure = isNew && dialect !== undefined;
  return {
    subject: only === undefined ? names.join(', ') : `${only}.${names.join(', ')}`,
    identity: [migration.folder, migration.version, action],
    severity: isSure ? 'high' : 'medium',
    confidence: isSure ? 'likely' : 'possible',
    title: isNew
      ? text`${code(file)} adds ${all} and gives rows that are there no value`
      : text`${code(file)} requires ${all} to have a value, and gives none to rows without`,
    assumption: isSure
      ? text`Assumes ${list(tables, 3)} ${have(tables)} no rows wherever the migration runs.`
      : isNew
        ? text`Assumes ${list(tables, 3)} ${have(tables)} no rows wherever the migration runs; is that so?`
        : text`Assumes every row of ${list(tables, 3)} has a value there; was that seen to before?`,
    detail: isNew
      ? text`The migration fails on a table that has a row. A default, or a column that is filled before it is required, does not.`
      : text`The migration fails on a table in which one row has no value there.`,
    verify: isNew
      ? text`Count the rows of ${code(table)} in production, or run the migration against a copy of it.`
      : text`Count the rows of ${code(table)} in production where ${code(group[0].column ?? '')} is null.`,
    at: { path: file, line },
    related: group.slice(1, 9).map((step) => ({
      path: step.file,
      line: step.line,
      side: 'head' as const,
      note: text`${code(step.column ?? '')} of ${code(step.table)}, too`,
    })),
  };
}

function have(tables: readonly string[]): Text {
  return [tables.length > 1 ? 'have' : 'has'];
}
