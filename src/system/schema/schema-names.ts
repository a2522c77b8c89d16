import { folderOf } from '../../formats/paths.ts';
import type { SchemaMove } from './schema-moves.ts';

/** What a table and its column are called in code. */
export interface SchemaNames {
  readonly table: string;
  readonly column?: string;
  /** the column's name as a property: `lastSeenAt` for `last_seen_at` */
  readonly properties: readonly string[];
  /** classes that stand for the table by convention or by what a file says */
  readonly classes: readonly string[];
  /** Prisma's name for the table, and what its client calls it */
  readonly model?: string;
  /** folder of the application that owns the table, where its models cannot stand elsewhere (Django) */
  readonly within?: string;
}

/** Names under which code may use what a move takes away. */
export function schemaNames({ table, column, model, field, migration }: SchemaMove): SchemaNames {
  const properties = column === undefined ? [] : [...new Set([field ?? column, column, camelCase(column)])];
  const byConvention = pascalCase(singular(table));
  return {
    table,
    ...(column !== undefined && { column }),
    properties,
    classes: [...new Set([...(model === undefined ? [] : [model]), byConvention])],
    ...(model !== undefined && { model }),
    ...(migration?.tool === 'django' && { within: folderOf(migration.folder) }),
  };
}

export function camelCase(name: string): string {
  return name.replace(/_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

function pascalCase(name: string): string {
  const camel = camelCase(name);
  return camel.slice(0, 1).toUpperCase() + camel.slice(1);
}

/** Of regular English words, as Rails and Laravel do it. */
export function singular(name: string): string {
  if (/ies$/i.test(name)) return name.replace(/ies$/i, 'y');
  if (/(?:ss|x|ch|sh|us)es$/i.test(name)) return name.replace(/es$/i, '');
  return /[^su]s$/i.test(name) ? name.slice(0, -1) : name;
}
