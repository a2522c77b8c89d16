import type { SchemaChange } from '../../system/facts.ts';
import { schemaSteps } from '../sql/schema-steps.ts';
import type { Element } from '../xml.ts';

type Change = Omit<SchemaChange, 'kind'>;

/** What one change of a change set does. Text of SQL counts as standing on the line of the change. */
export function liquibaseSteps(change: Element): readonly Change[] {
  const { attributes, children, line, name } = change;
  const of = (attribute: string): string => attributes.get(attribute) ?? '';
  const table = of('tableName');
  const columns = children.filter((each) => each.name === 'column');
  const names = columns.flatMap((column) => column.attributes.get('name') ?? []);
  switch (name) {
    case 'createTable':
      return [{ action: 'create-table', table, line }];
    case 'dropTable':
      return [{ action: 'drop-table', table, line }];
    case 'renameTable':
      return [{ action: 'rename-table', table: of('oldTableName'), to: of('newTableName'), line }];
    case 'dropColumn':
      return [...(of('columnName') === '' ? [] : [of('columnName')]), ...names].map((column) => ({
        action: 'drop-column',
        table,
        column,
        line,
      }));
    case 'renameColumn':
      return [{ action: 'rename-column', table, column: of('oldColumnName'), to: of('newColumnName'), line }];
    case 'addColumn':
      return columns.flatMap((column) => added(table, column));
    case 'addNotNullConstraint':
      return attributes.has('defaultNullValue')
        ? [{ action: 'write-rows', table, line }]
        : [{ action: 'set-not-null', table, column: of('columnName'), line }];
    case 'modifyDataType': {
      const isText = /^(?:text|clob|n?varchar)/i.test(of('newDataType'));
      return [
        { action: 'alter-type', table, column: of('columnName'), ...(isText && { gentle: true }), line },
      ];
    }
    case 'createIndex':
      return [{ action: 'create-index', table, ...(names.length > 0 && { columns: names }), line }];
    case 'addForeignKeyConstraint':
      return [
        {
          action: 'add-constraint',
          table: of('baseTableName'),
          constraint: 'foreign-key',
          columns: listed(of('baseColumnNames')),
          line,
        },
      ];
    case 'addUniqueConstraint':
    case 'addPrimaryKey':
      return [
        {
          action: 'add-constraint',
          table,
          constraint: name === 'addPrimaryKey' ? 'primary-key' : 'unique',
          columns: listed(of('columnNames')),
          line,
        },
      ];
    case 'sql':
      return schemaSteps(change.text).map(({ at: _at, end: _end, ...step }) => ({ ...step, line }));
    case 'update':
    case 'insert':
    case 'loadData':
    case 'loadUpdateData':
      return [{ action: 'write-rows', table, line }];
    case 'delete':
      return [
        {
          action:
            children.some((each) => each.name === 'where') || attributes.has('where')
              ? 'write-rows'
              : 'empty-table',
          table,
          line,
        },
      ];
    case 'sqlFile':
    case 'customChange':
    case 'executeCommand':
      return [{ action: 'write-rows', table: '', line }];
    default:
      return [];
  }
}

function added(table: string, { attributes, children, line }: Element): readonly Change[] {
  const column = attributes.get('name');
  if (column === undefined) return [];
  const isRequired = children.some(
    (each) =>
      each.name === 'constraints' &&
      (each.attributes.get('nullable') === 'false' || each.attributes.get('primaryKey') === 'true'),
  );
  const given = [...attributes.keys()].some((key) =>
    /^(?:defaultValue|value|autoIncrement|computed)/.test(key),
  );
  return [
    {
      action: 'add-column',
      table,
      column,
      ...(isRequired && { notNull: true as const }),
      ...(given && { default: 'constant' as const }),
      line,
    },
  ];
}

function listed(names: string): readonly string[] {
  return names.split(',').map((name) => name.trim());
}
