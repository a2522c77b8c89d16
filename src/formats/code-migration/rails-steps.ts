import type { Step } from '../sql/alter-table.ts';
import { hasLink, stringOf, stringsOf, wordOf } from './call-site.ts';
import type { CallSite, Link } from './call-site.ts';
import { anyRows, perRow, sqlSteps } from './sql-in.ts';

/** Methods of `t` in `change_table` that are no type of a column. */
const noType = new Set([
  'index',
  'remove',
  'remove_index',
  'remove_references',
  'remove_belongs_to',
  'rename',
  'rename_index',
  'change',
  'change_default',
  'change_null',
  'timestamps',
  'foreign_key',
  'check_constraint',
  'remove_foreign_key',
  'column',
  'exclusion_constraint',
  'unique_constraint',
  'remove_timestamps',
]);

/** What a call in `change` or `up` of a migration of Rails does. */
export function railsSteps(site: CallSite): readonly Step[] {
  const link = site.links.at(-1);
  if (!link) return [];
  const { at } = site;
  const own = link.values;
  if (site.root === '') {
    const table = stringOf(own[0]);
    if (link.name === 'execute') return sqlSteps(own[0], at);
    // Who raises has looked.
    if (link.name === 'raise') return [anyRows(at)];
    return table === undefined ? [] : ofTable(table, link.name, own.slice(1), link, at);
  }
  const around = site.around.find(({ links }) => /^(?:change|create)_table$/.test(links.at(-1)?.name ?? ''));
  const table = stringOf(around?.links.at(-1)?.values[0]);
  if (around && table !== undefined && /^\w{1,10}$/.test(site.root)) {
    if (hasLink(around, 'create_table')) return [];
    return inTable(table, link, at);
  }
  // Models that migrations use to fill columns.
  return site.links.some(({ name }) =>
    /^(?:update|insert|upsert|find_each|find_in_batches|in_batches|save|create|delete|destroy)/.test(name),
  )
    ? [anyRows(at)]
    : [];
}

function inTable(table: string, link: Link, at: number): readonly Step[] {
  const { name, values } = link;
  if (name === 'remove') return ofTable(table, 'remove_columns', values, link, at);
  if (name === 'rename') return ofTable(table, 'rename_column', values, link, at);
  if (name === 'index') return ofTable(table, 'add_index', values, link, at);
  if (name === 'change_null') return ofTable(table, 'change_column_null', values, link, at);
  if (name === 'change') return ofTable(table, 'change_column', values, link, at);
  if (name === 'references' || name === 'belongs_to')
    return ofTable(table, 'add_reference', values, link, at);
  if (name === 'column') return ofTable(table, 'add_column', values, link, at);
  if (noType.has(name)) return [];
  return values.flatMap((value) => {
    const column = stringOf(value);
    return column === undefined ? [] : [added(table, column, link, at)];
  });
}

function ofTable(
  table: string,
  name: string,
  values: Link['values'],
  link: Link,
  at: number,
): readonly Step[] {
  const first = stringOf(values[0]);
  const second = stringOf(values[1]);
  switch (name) {
    case 'create_table':
    case 'create_join_table':
      return [{ action: 'create-table', table, at }];
    case 'drop_table':
      return [table, ...values.flatMap(stringsOf)].map((each) => ({ action: 'drop-table', table: each, at }));
    case 'rename_table':
      return first === undefined ? [] : [{ action: 'rename-table', table, to: first, at }];
    case 'remove_column':
      return first === undefined ? [] : [{ action: 'drop-column', table, column: first, at }];
    case 'remove_columns':
      return values.flatMap(stringsOf).map((column) => ({ action: 'drop-column', table, column, at }));
    case 'remove_timestamps':
      return ['created_at', 'updated_at'].map((column) => ({ action: 'drop-column', table, column, at }));
    case 'remove_reference':
    case 'remove_belongs_to':
      return first === undefined ? [] : [{ action: 'drop-column', table, column: `${first}_id`, at }];
    case 'rename_column':
      return first === undefined || second === undefined
        ? []
        : [{ action: 'rename-column', table, column: first, to: second, at }];
    case 'add_column':
      return first === undefined ? [] : [added(table, first, link, at)];
    case 'add_reference':
    case 'add_belongs_to':
      return first === undefined ? [] : [added(table, `${first}_id`, link, at)];
    case 'change_column_null':
      return first === undefined || wordOf(values[1]) !== 'false'
        ? []
        : values[2]
          ? [{ action: 'write-rows', table, at }]
          : [{ action: 'set-not-null', table, column: first, at }];
    case 'change_column':
      return first === undefined
        ? []
        : [
            {
              action: 'alter-type',
              table,
              column: first,
              ...(/^(?:text|string)$/.test(second ?? '') && { gentle: true }),
              at,
            },
          ];
    case 'add_index': {
      const columns = stringsOf(values[0]);
      return [
        { action: 'create-index', table, ...(columns.length > 0 && { columns }), ...gentleIndex(link), at },
      ];
    }
    case 'add_foreign_key':
      return [{ action: 'add-constraint', table, constraint: 'foreign-key', ...unchecked(link), at }];
    case 'add_check_constraint':
      return [{ action: 'add-constraint', table, constraint: 'check', ...unchecked(link), at }];
    default:
      return [];
  }
}

function added(table: string, column: string, { options }: Link, at: number): Step {
  const given = options.get('default');
  const isSet = given !== undefined && wordOf(given) !== 'nil';
  const computed = perRow.test(given?.kind === 'other' || given?.kind === 'string' ? given.text : '');
  return {
    action: 'add-column',
    table,
    column,
    ...(wordOf(options.get('null')) === 'false' && { notNull: true as const }),
    ...(isSet && { default: computed ? ('computed' as const) : ('constant' as const) }),
    at,
  };
}

function gentleIndex({ options }: Link): { readonly gentle?: true } {
  return stringOf(options.get('algorithm')) === 'concurrently' ? { gentle: true } : {};
}

function unchecked({ options }: Link): { readonly gentle?: true } {
  return wordOf(options.get('validate')) === 'false' ? { gentle: true } : {};
}
