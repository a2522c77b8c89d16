import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { SchemaChange } from '../../system/facts.ts';
import { newMigrations, tableKey, tablesMade } from '../../system/schema/new-migrations.ts';
import type { NewMigration } from '../../system/schema/new-migrations.ts';
import type { Located } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A migration keeps a table that is in use from being written or read while it goes over all of its rows. */
export const migrationLocksTable: ChangeRule = {
  kind: 'change',
  id: 'migration-locks-table',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'A migration locks a table while it goes over all of its rows',
  assumption: 'Assumes that the table is small, or that nobody uses it while the migration runs.',
  verify: 'Count the rows of the table in production, and see whether the migration sets a lock timeout.',
  explanation: `Looks at migrations that the change adds for PostgreSQL, and at steps that go over all rows of a table under
a lock: an index that is built without \`CONCURRENTLY\`, another type for a column, a foreign key, check or unique constraint
that is not added with \`NOT VALID\` or over an index that is there, and a new column whose default is another value for each row.

It stays silent for tables that the same change makes or empties, for constraints and indexes over columns that the same change
adds, for types that hold all of what usual ones do (\`text\`), for the first migrations of a database, and for other databases
than PostgreSQL. Which tables are large is not in the repository, so it is a question. All steps of one migration are one finding.`,
  check: (change) => {
    const all = newMigrations(change);
    const made = tablesMade(all);
    const added = new Set(
      all.flatMap(({ steps }) =>
        steps.flatMap(({ action, table, column = '' }) =>
          action === 'add-column' ? [`${tableKey(table)}\0${column}`] : [],
        ),
      ),
    );
    return all.flatMap((each) => {
      const dialect = each.migration.dialect ?? change.databases?.dialectOf(each.migration.folder);
      return dialect === 'postgresql' ? problemsOf(each, made, added) : [];
    });
  },
};

function problemsOf(
  { migration, steps }: NewMigration,
  made: ReadonlySet<string>,
  added: ReadonlySet<string>,
): readonly Problem[] {
  const emptied = new Set(
    steps.flatMap(({ action, table }) => (action === 'empty-table' ? [tableKey(table)] : [])),
  );
  const locking = steps.filter((step) => {
    const key = tableKey(step.table);
    if (made.has(key) || emptied.has(key) || step.table === '') return false;
    const { columns = [] } = step;
    const isNew = columns.length > 0 && columns.every((column) => added.has(`${key}\0${column}`));
    return isLocking(step) && !isNew;
  });
  const [first] = locking;
  if (!first) return [];
  const tables = [...new Set(locking.map(({ table }) => table))];
  return [
    {
      subject: tables.join(', '),
      identity: [migration.folder, migration.version],
      confidence: 'possible',
      title: text`${code(migration.file)} ${doing(first)}${
        locking.length > 1
          ? text`, and takes ${locking.length - 1} more such ${[locking.length > 2 ? 'steps' : 'step']}`
          : []
      }`,
      assumption: text`Assumes ${list(tables, 3)} ${[tables.length > 1 ? 'have' : 'has']} few rows, or that nobody uses ${[tables.length > 1 ? 'them' : 'it']} while the migration runs; is that so?`,
      detail: text`${consequence(first)} ${way(first)}`,
      verify: text`Count the rows of ${list(tables, 3)} in production, and see whether the migration sets ${code('lock_timeout')}.`,
      at: { path: first.file, line: first.line },
      related: locking.slice(1, 9).map((step) => ({
        path: step.file,
        line: step.line,
        side: 'head' as const,
        note: doing(step),
      })),
    },
  ];
}

function isLocking(step: Located<SchemaChange>): boolean {
  if (step.gentle) return false;
  if (step.action === 'add-column') return step.default === 'computed';
  return step.action === 'create-index' || step.action === 'alter-type' || step.action === 'add-constraint';
}

function doing({ action, table, column = '', constraint = 'check' }: SchemaChange): Text {
  if (action === 'create-index') return text`builds an index on ${code(table)} while nothing can write to it`;
  if (action === 'alter-type') return text`gives ${code(column)} of ${code(table)} another type`;
  if (action === 'add-column')
    return text`adds ${code(column)} to ${code(table)} with a value that is computed for each row`;
  const kind = constraint.replace('-', ' ');
  return text`adds a ${[kind === 'check' ? 'check' : `${kind} constraint`]} to ${code(table)} and holds all of its rows against it`;
}

function consequence({ action, table, constraint }: SchemaChange): Text {
  if (action === 'create-index') return text`Until the index is built, every write to ${code(table)} waits.`;
  if (action === 'add-constraint' && constraint === 'foreign-key')
    return text`Until all rows are checked, writes to ${code(table)} and to the table it refers to wait.`;
  return text`Until all rows are done, everything that reads or writes ${code(table)} waits.`;
}

function way({ action, constraint }: SchemaChange): Text {
  if (action === 'create-index')
    return text`${code('CREATE INDEX CONCURRENTLY')}, outside of a transaction, lets them go on.`;
  if (action === 'add-constraint' && (constraint === 'unique' || constraint === 'primary-key'))
    return text`An index that is built ${code('CONCURRENTLY')} first can be taken with ${code('USING INDEX')}.`;
  if (action === 'add-constraint')
    return text`${code('NOT VALID')} now and ${code('VALIDATE CONSTRAINT')} later lets them go on.`;
  if (action === 'alter-type') return text`A second column that is filled step by step lets them go on.`;
  return text`A column without a default that is filled step by step lets them go on.`;
}
