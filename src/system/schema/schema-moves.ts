import { isTestPath } from '../../formats/code-paths.ts';
import type { Migration, SchemaChange, SchemaTable } from '../facts.ts';
import type { Change, Located, System } from '../system.ts';
import { newMigrations, tableKey } from './new-migrations.ts';
import type { NewMigration } from './new-migrations.ts';

/** A table or column that is gone under its name when the change is through. */
export interface SchemaMove {
  readonly table: string;
  /** left out: the whole table */
  readonly column?: string;
  /** its new name */
  readonly to?: string;
  /** what code calls the table and the column, where a file says so */
  readonly model?: string;
  readonly field?: string;
  /** only what code calls it is gone: a relation, or a field whose column stays */
  readonly codeOnly?: true;
  /** the step that does it; a file with the whole schema does not say which */
  readonly step?: Located<SchemaChange>;
  readonly migration?: Located<Migration>;
  /** where a file with the whole schema has it at base */
  readonly atBase?: { readonly path: string; readonly line: number };
}

/** What the change takes from the schema: by its migrations, and by the files that hold all of it. */
export function schemaMoves(change: Change): readonly SchemaMove[] {
  const before = tablesOf(change.base, change, 'base');
  const after = tablesOf(change.head, change, 'head');
  const migrated = movesOf(newMigrations(change)).map((move) => named(move, before, after));
  const known = new Set(migrated.map(moveKey));
  const written = missing(before, after).filter((move) => !known.has(moveKey(move)));
  // A column of a table that is gone is no second thing.
  const gone = new Set(migrated.flatMap((move) => (move.column === undefined ? [tableKey(move.table)] : [])));
  return [...migrated, ...written.filter(({ table }) => !gone.has(tableKey(table)))];
}

export function moveKey({ table, column = '' }: SchemaMove): string {
  return `${tableKey(table)}\0${column.toLowerCase()}`;
}

/** What is left of the steps when they have all run: a table that is made anew, or a column that comes back, is not gone. */
function movesOf(migrations: readonly NewMigration[]): readonly SchemaMove[] {
  const made = new Set<string>();
  const moves = new Map<string, SchemaMove>();
  for (const { migration, steps } of migrations) {
    for (const step of steps) {
      const { action, table, column, to } = step;
      const key = tableKey(table);
      const columnKey = `${key}\0${(column ?? '').toLowerCase()}`;
      const move = { table, ...(step.model !== undefined && { model: step.model }), step, migration };
      if (action === 'create-table') {
        made.add(key);
        forget(moves, key);
      } else if (action === 'add-column') {
        moves.delete(columnKey);
        made.add(columnKey);
      } else if (action === 'drop-table') {
        if (!made.delete(key)) moves.set(`${key}\0`, move);
      } else if (action === 'rename-table' && to !== undefined) {
        forget(moves, tableKey(to));
        if (made.delete(key)) made.add(tableKey(to));
        else moves.set(`${key}\0`, { ...move, to });
      } else if (action === 'drop-column' && column !== undefined) {
        if (!made.delete(columnKey) && !made.has(key)) moves.set(columnKey, { ...move, column });
      } else if (action === 'rename-column' && column !== undefined && to !== undefined) {
        const toKey = `${key}\0${to.toLowerCase()}`;
        moves.delete(toKey);
        if (made.delete(columnKey)) made.add(toKey);
        else if (!made.has(key)) moves.set(columnKey, { ...move, column, to });
      }
    }
  }
  return [...moves.values()];
}

/** A table, and what was said of its columns. */
function forget(moves: Map<string, SchemaMove>, table: string): void {
  for (const key of moves.keys()) if (key.startsWith(`${table}\0`)) moves.delete(key);
}

type Tables = ReadonlyMap<string, Located<SchemaTable>>;

/** Tables in the changed files that hold whole schemas. */
function tablesOf(system: System, { files }: Change, side: 'base' | 'head'): Tables {
  const own = new Set(files.map(({ path, from }) => (side === 'base' ? (from ?? path) : path)));
  return new Map(
    system
      .facts('schema-table')
      .flatMap((table) =>
        own.has(table.file) && !isTestPath(table.file) ? [[tableKey(table.name), table] as const] : [],
      ),
  );
}

function named(move: SchemaMove, before: Tables, after: Tables): SchemaMove {
  const table = before.get(tableKey(move.table));
  if (!table) return move;
  const column = table.columns.find(
    ({ name, relation }) => !relation && name.toLowerCase() === move.column?.toLowerCase(),
  );
  const field = column?.field ?? column?.name;
  // What code calls it may go on under another name in the database.
  const isKept = [...after.values()].some(
    ({ model, columns }) =>
      model !== undefined &&
      model === table.model &&
      (field === undefined || columns.some((each) => (each.field ?? each.name) === field)),
  );
  return {
    ...move,
    ...(table.model !== undefined &&
      !isKept && { model: table.model, ...(field !== undefined && { field }) }),
    atBase: { path: table.file, line: column?.line ?? table.line },
  };
}

function missing(before: Tables, after: Tables): readonly SchemaMove[] {
  // A schema that is taken away as a file, or begun, is no change to a database.
  if (after.size === 0 || before.size === 0) return [];
  const models = new Set([...after.values()].flatMap(({ model }) => model ?? []));
  return [...before].flatMap(([key, table]): readonly SchemaMove[] => {
    const still = after.get(key);
    const of = { table: table.name, ...(table.model !== undefined && { model: table.model }) };
    if (!still) {
      // What code calls it may go on under another name in the database.
      const isKept = table.model !== undefined && models.has(table.model);
      return isKept ? [] : [{ ...of, atBase: { path: table.file, line: table.line } }];
    }
    const left = new Set(
      still.columns.flatMap(({ name, field = name }) => [`c ${name.toLowerCase()}`, `f ${field}`]),
    );
    return table.columns.flatMap(({ name, field = name, relation, line }) => {
      const isThere =
        table.model === undefined ? left.has(`c ${name.toLowerCase()}`) : left.has(`f ${field}`);
      if (isThere) return [];
      return [
        {
          ...of,
          column: name,
          ...(table.model !== undefined && { field }),
          ...((relation || left.has(`c ${name.toLowerCase()}`)) && { codeOnly: true as const }),
          atBase: { path: table.file, line },
        },
      ];
    });
  });
}
