import type { Step } from '../sql/alter-table.ts';
import { hasLink, stringOf, stringsOf, wordOf } from './call-site.ts';
import type { CallSite, Link, Value } from './call-site.ts';
import { anyRows, perRow, sqlSteps } from './sql-in.ts';

/** What a call in `upgrade` of a migration of Alembic does. `batches` are names of `with op.batch_alter_table('t') as name`, with their tables. */
export function alembicSteps(site: CallSite, batches: ReadonlyMap<string, string>): readonly Step[] {
  const link = site.links.at(-1);
  if (!link) return [];
  const { at } = site;
  const batch = batches.get(site.root);
  if (site.root === 'op' || batch !== undefined) return ofOperation(link, batch, at);
  // `bind.execute(…)`, a session, a helper: data may move.
  if (/^(?:execute|commit|add|merge|bulk_\w+|exec_driver_sql)$/.test(link.name))
    return link.values[0] ? sqlSteps(link.values[0], at) : [anyRows(at)];
  return [];
}

function ofOperation(link: Link, batch: string | undefined, at: number): readonly Step[] {
  const { name, options } = link;
  // In a batch the table is not given again.
  const values: readonly (Value | undefined)[] =
    batch === undefined ? link.values : [{ kind: 'string', text: batch, at }, ...link.values];
  const table = batch ?? stringOf(values[0]) ?? stringOf(options.get('table_name'));
  const column = stringOf(values[1]) ?? stringOf(options.get('column_name'));
  if (name === 'execute') return sqlSteps(link.values[0] ?? options.get('sqltext'), at);
  if (/^create_(?:index|foreign_key|unique_constraint|check_constraint|exclude_constraint)$/.test(name))
    return named(link, batch, at);
  if (table === undefined) return [];
  switch (name) {
    case 'create_table':
      return [{ action: 'create-table', table, at }];
    case 'drop_table':
      return [{ action: 'drop-table', table, at }];
    case 'rename_table': {
      const to = stringOf(values[1]);
      return to === undefined ? [] : [{ action: 'rename-table', table, to, at }];
    }
    case 'drop_column':
      return column === undefined ? [] : [{ action: 'drop-column', table, column, at }];
    case 'add_column': {
      const definition = values[1]?.kind === 'call' ? values[1].call : undefined;
      const own = stringOf(definition?.links.at(-1)?.values[0]);
      return own === undefined || !definition
        ? []
        : [{ action: 'add-column', table, column: own, ...traits(definition), at }];
    }
    case 'alter_column':
      return column === undefined ? [] : altered(table, column, link, at);
    case 'bulk_insert':
      return [{ action: 'write-rows', table, at }];
    default:
      return [];
  }
}

function altered(table: string, column: string, { options }: Link, at: number): readonly Step[] {
  const to = stringOf(options.get('new_column_name'));
  const type = options.get('type_');
  const typeName =
    type?.kind === 'call' ? type.call.links.at(-1)?.name : type?.kind === 'other' ? type.text : '';
  const using = options.has('postgresql_using');
  return [
    ...(to === undefined ? [] : [{ action: 'rename-column' as const, table, column, to, at }]),
    ...(type
      ? [
          {
            action: 'alter-type' as const,
            table,
            column,
            ...(/(?:String|Text|Unicode)$/.test(typeName ?? '') && !using && { gentle: true as const }),
            at,
          },
        ]
      : []),
    ...(wordOf(options.get('nullable')) === 'false' &&
    !options.has('server_default') &&
    wordOf(options.get('existing_nullable')) !== 'false'
      ? [{ action: 'set-not-null' as const, table, column, at }]
      : []),
  ];
}

function traits(definition: CallSite): Pick<Step, 'notNull' | 'default'> {
  const options = definition.links.at(-1)?.options ?? new Map<string, Value>();
  const given = options.get('server_default');
  const isRequired =
    wordOf(options.get('nullable')) === 'false' || wordOf(options.get('primary_key')) === 'true';
  const text = JSON.stringify(given ?? '');
  const isSet = given !== undefined && wordOf(given) !== 'none';
  const identity = definition.links
    .at(-1)
    ?.values.some(
      (value) =>
        value.kind === 'call' && (hasLink(value.call, 'Identity') || hasLink(value.call, 'Computed')),
    );
  return {
    ...(isRequired && { notNull: true as const }),
    ...((isSet || identity) && {
      default: identity || perRow.test(text) ? ('computed' as const) : ('constant' as const),
    }),
  };
}

/** Operations whose first argument is the name of what they make. */
function named({ name, values, options }: Link, batch: string | undefined, at: number): readonly Step[] {
  const place = batch === undefined ? 1 : 0;
  const table =
    batch ??
    stringOf(values[1]) ??
    stringOf(options.get('table_name')) ??
    stringOf(options.get('source_table'));
  if (table === undefined) return [];
  if (name === 'create_index') {
    const columns = stringsOf(values[place + 1] ?? options.get('columns'));
    const gentle = wordOf(options.get('postgresql_concurrently')) === 'true';
    return [
      {
        action: 'create-index',
        table,
        ...(columns.length > 0 && { columns }),
        ...(gentle && { gentle: true }),
        at,
      },
    ];
  }
  const constraint =
    name === 'create_foreign_key'
      ? 'foreign-key'
      : name === 'create_unique_constraint'
        ? 'unique'
        : name === 'create_exclude_constraint'
          ? 'exclude'
          : 'check';
  const columns =
    constraint === 'check'
      ? []
      : stringsOf(
          values[constraint === 'foreign-key' ? place + 2 : place + 1] ??
            options.get('columns') ??
            options.get('local_cols'),
        );
  const gentle = wordOf(options.get('postgresql_not_valid')) === 'true';
  return [
    {
      action: 'add-constraint',
      table,
      constraint,
      ...(columns.length > 0 && { columns }),
      ...(gentle && { gentle: true }),
      at,
    },
  ];
}
