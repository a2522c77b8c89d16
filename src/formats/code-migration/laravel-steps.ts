import type { Step } from '../sql/alter-table.ts';
import { stringOf, stringsOf, wordOf } from './call-site.ts';
import type { CallSite, Link } from './call-site.ts';
import { anyRows, perRow, sqlSteps } from './sql-in.ts';

/** Methods of Laravel's blueprint that are no type of a column. */
const noType =
  /^(?:drop\w*|rename\w*|index|unique|primary|foreign|fullText|spatialIndex|rawIndex|engine|charset|collation|temporary|comment|timestamps\w*|nullableTimestamps|softDeletes\w*|rememberToken|morphs|nullableMorphs|uuidMorphs|increments|id|create|after)$/;

/** What a call in `up` of a migration of Laravel does. */
export function laravelSteps(site: CallSite): readonly Step[] {
  const { root, at } = site;
  const [first] = site.links;
  if (!first) return [];
  if (/(?:^|\\)Schema$/.test(root)) return ofSchema(site);
  if (/(?:^|\\)DB$/.test(root)) {
    if (/^(?:statement|unprepared|update)$/.test(first.name)) return sqlSteps(first.values[0], at);
    const table = first.name === 'table' ? stringOf(first.values[0]) : undefined;
    const writes = site.links.some(({ name }) => /^(?:update|insert|upsert|delete|truncate)/.test(name));
    return table !== undefined && writes ? [{ action: 'write-rows', table, at }] : [];
  }
  const around = site.around.find(
    (each) => /(?:^|\\)Schema$/.test(each.root) && /^(?:table|create)$/.test(each.links.at(-1)?.name ?? ''),
  );
  const table = stringOf(around?.links.at(-1)?.values[0]);
  if (around && table !== undefined && root.startsWith('$')) {
    return around.links.at(-1)?.name === 'create' ? [] : ofColumn(table, site, first);
  }
  return site.links.some(({ name }) => /^(?:update|insert|save|create|each|chunk)\w*$/.test(name))
    ? [anyRows(at)]
    : [];
}

function ofSchema({ links, at }: CallSite): readonly Step[] {
  const link = links.at(-1);
  const table = stringOf(link?.values[0]);
  if (!link || table === undefined) return [];
  if (link.name === 'create') return [{ action: 'create-table', table, at }];
  if (link.name === 'drop' || link.name === 'dropIfExists') return [{ action: 'drop-table', table, at }];
  if (link.name === 'dropColumns')
    return link.values
      .slice(1)
      .flatMap(stringsOf)
      .map((column) => ({ action: 'drop-column', table, column, at }));
  const to = link.name === 'rename' ? stringOf(link.values[1]) : undefined;
  return to === undefined ? [] : [{ action: 'rename-table', table, to, at }];
}

function ofColumn(table: string, site: CallSite, first: Link): readonly Step[] {
  const { name, values } = first;
  const { at } = site;
  const gone = (columns: readonly string[]): readonly Step[] =>
    columns.map((column) => ({ action: 'drop-column', table, column, at }));
  if (name === 'dropColumn' || name === 'removeColumn') return gone(values.flatMap(stringsOf));
  if (name.startsWith('dropTimestamps')) return gone(['created_at', 'updated_at']);
  if (name.startsWith('dropSoftDeletes')) return gone(['deleted_at']);
  if (name === 'dropConstrainedForeignId') return gone(values.slice(0, 1).flatMap(stringsOf));
  const column = stringOf(values[0]);
  if (name === 'renameColumn') {
    const to = stringOf(values[1]);
    return column === undefined || to === undefined
      ? []
      : [{ action: 'rename-column', table, column, to, at }];
  }
  if (/^(?:index|unique|fullText|primary)$/.test(name)) {
    const columns = values.slice(0, 1).flatMap(stringsOf);
    return [{ action: 'create-index', table, ...(columns.length > 0 && { columns }), at }];
  }
  if (name === 'foreign')
    return [
      {
        action: 'add-constraint',
        table,
        constraint: 'foreign-key',
        columns: values.slice(0, 1).flatMap(stringsOf),
        at,
      },
    ];
  if (noType.test(name) || column === undefined) return [];
  return typed(table, column, site);
}

function typed(table: string, column: string, { links, at }: CallSite): readonly Step[] {
  const of = (name: string): Link | undefined => links.find((link) => link.name === name);
  const nullable = of('nullable');
  const isNullable = nullable !== undefined && wordOf(nullable.values[0]) !== 'false';
  if (of('change')) {
    const isText = /^(?:string|text|mediumText|longText)$/.test(links[0]?.name ?? '');
    return [{ action: 'alter-type', table, column, ...(isText && { gentle: true }), at }];
  }
  const given = of('default') ?? of('useCurrent') ?? of('storedAs') ?? of('virtualAs') ?? of('autoIncrement');
  const computed = given !== undefined && perRow.test(JSON.stringify(given.values));
  return [
    {
      action: 'add-column',
      table,
      column,
      ...(!isNullable && { notNull: true as const }),
      ...(given && { default: computed ? ('computed' as const) : ('constant' as const) }),
      at,
    },
  ];
}
