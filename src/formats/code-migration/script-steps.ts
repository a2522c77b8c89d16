import type { Step } from '../sql/alter-table.ts';
import { hasLink, stringOf, stringsOf, wordOf } from './call-site.ts';
import type { CallSite, Link, Value } from './call-site.ts';
import { anyRows, perRow, sqlSteps } from './sql-in.ts';

/**
 * What a call in `up` of a migration of Sequelize, Knex or TypeORM does. `changeColumn` gives a whole column
 * again: what of it is another than before cannot be told, so it is no step.
 */
export function scriptSteps(site: CallSite): readonly Step[] {
  const link = site.links.at(-1);
  if (!link) return [];
  const { root, at } = site;
  if (/^(?:raw|query)$/.test(link.name)) return sqlSteps(link.values[0], at);
  if (/queryInterface|queryRunner|\bqi\b/i.test(root) || /\bcontext\b/.test(root))
    return ofInterface(link, at);
  const around = site.around.find(({ links }) =>
    /^(?:table|alterTable|createTable\w*)$/.test(links.at(-1)?.name ?? ''),
  );
  const table = stringOf(around?.links.at(-1)?.values[0]);
  if (around && table !== undefined && /^\w{1,12}$/.test(root) && root !== 'knex')
    return around.links.at(-1)?.name.startsWith('create') ? [] : inTable(table, site);
  const schema = site.links.findIndex(({ name }) =>
    /^(?:dropTable|dropTableIfExists|renameTable|createTable\w*)$/.test(name),
  );
  if (schema !== -1) return site.links.slice(schema).flatMap((each) => ofInterface(each, at));
  if (
    site.links.some(({ name }) =>
      /^(?:update|insert|bulkUpdate|bulkInsert|del|delete|save|upsert)$/.test(name),
    )
  )
    return [anyRows(at)];
  return [];
}

/** A table's name, or `{ tableName, schema }`, or TypeORM's `new Table`, whose name is not read. */
function tableOf(value: Value | undefined): string | undefined {
  return value?.kind === 'options' ? stringOf(value.options.get('tableName')) : stringOf(value);
}

function ofInterface(link: Link, at: number): readonly Step[] {
  const { name, values } = link;
  const table = tableOf(values[0]);
  if (/^(?:bulkUpdate|bulkInsert|upsert|insert|update)$/.test(name))
    return [{ action: 'write-rows', table: table ?? '', at }];
  if (name === 'bulkDelete') return [{ action: 'empty-table', table: table ?? '', at }];
  if (table === undefined) return [];
  const second = stringOf(values[1]);
  switch (name) {
    case 'createTable':
    case 'createTableIfNotExists':
      return [{ action: 'create-table', table, at }];
    case 'dropTable':
    case 'dropTableIfExists':
      return [{ action: 'drop-table', table, at }];
    case 'renameTable':
      return second === undefined ? [] : [{ action: 'rename-table', table, to: second, at }];
    case 'removeColumn':
    case 'dropColumn':
      return second === undefined ? [] : [{ action: 'drop-column', table, column: second, at }];
    case 'dropColumns':
      return stringsOf(values[1]).map((column) => ({ action: 'drop-column', table, column, at }));
    case 'renameColumn': {
      const to = stringOf(values[2]);
      return second === undefined || to === undefined
        ? []
        : [{ action: 'rename-column', table, column: second, to, at }];
    }
    case 'addColumn':
      return second === undefined
        ? []
        : [{ action: 'add-column', table, column: second, ...columnTraits(link), at }];
    case 'addIndex': {
      const columns = stringsOf(values[1] ?? link.options.get('fields'));
      const gentle = wordOf(link.options.get('concurrently')) === 'true';
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
    default:
      return [];
  }
}

/** Sequelize gives a column's traits as an object. */
function columnTraits({ options }: Link): Pick<Step, 'notNull' | 'default'> {
  const given = options.get('defaultValue');
  const text =
    given?.kind === 'call'
      ? (given.call.links.at(-1)?.name ?? '')
      : given?.kind === 'other' || given?.kind === 'string'
        ? given.text
        : '';
  const isSet = given !== undefined && wordOf(given) !== 'null';
  return {
    ...(wordOf(options.get('allowNull')) === 'false' && { notNull: true as const }),
    ...(isSet && {
      default: perRow.test(text) || /UUIDV/.test(text) ? ('computed' as const) : ('constant' as const),
    }),
  };
}

/** Knex: `table.string('x').notNullable().defaultTo('')`. */
function inTable(table: string, site: CallSite): readonly Step[] {
  const [first] = site.links;
  const { at } = site;
  if (!first) return [];
  const column = stringOf(first.values[0]);
  if (/^dropColumns?$/.test(first.name))
    return first.values
      .flatMap(stringsOf)
      .map((each) => ({ action: 'drop-column', table, column: each, at }));
  if (first.name === 'dropTimestamps')
    return ['created_at', 'updated_at'].map((each) => ({ action: 'drop-column', table, column: each, at }));
  if (first.name === 'renameColumn') {
    const to = stringOf(first.values[1]);
    return column === undefined || to === undefined
      ? []
      : [{ action: 'rename-column', table, column, to, at }];
  }
  if (first.name === 'dropNullable' && column !== undefined)
    return [{ action: 'set-not-null', table, column, at }];
  if (/^(?:index|unique)$/.test(first.name)) {
    const columns = first.values.slice(0, 1).flatMap(stringsOf);
    return [{ action: 'create-index', table, ...(columns.length > 0 && { columns }), at }];
  }
  if (
    /^(?:drop|foreign|set|timestamps|primary|check|comment|queryContext)/.test(first.name) ||
    column === undefined
  )
    return [];
  if (hasLink(site, 'alter')) {
    const isText = /^(?:string|text)$/.test(first.name);
    return [{ action: 'alter-type', table, column, ...(isText && { gentle: true }), at }];
  }
  const given = site.links.find(({ name }) => name === 'defaultTo');
  const computed = given !== undefined && perRow.test(JSON.stringify(given.values));
  return [
    {
      action: 'add-column',
      table,
      column,
      ...(hasLink(site, 'notNullable') && { notNull: true as const }),
      ...(given && { default: computed ? ('computed' as const) : ('constant' as const) }),
      at,
    },
  ];
}
