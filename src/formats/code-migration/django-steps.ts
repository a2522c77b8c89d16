import type { Step } from '../sql/alter-table.ts';
import { stringOf, stringsOf } from './call-site.ts';
import type { CallSite, Link, Value } from './call-site.ts';
import { anyRows, sqlSteps } from './sql-in.ts';

/** What an operation of Django's `Migration` does. Only the state of models knows of what stands below `state_operations`. */
export function djangoSteps(value: Value, app: string): readonly Step[] {
  const site = value.kind === 'call' ? value.call : undefined;
  const link = site?.links.at(-1);
  if (!site || !link) return [];
  if (link.name === 'SeparateDatabaseAndState') {
    const inner = link.options.get('database_operations') ?? link.values[0];
    return inner?.kind === 'list' ? inner.items.flatMap((item) => djangoSteps(item, app)) : [];
  }
  return ofOperation(link, app, site);
}

function ofOperation(link: Link, app: string, { at }: CallSite): readonly Step[] {
  const { name, values, options } = link;
  const given = (option: string, place: number): string | undefined =>
    stringOf(options.get(option) ?? values[place]);
  if (name === 'RunSQL') return sqlSteps(options.get('sql') ?? values[0], at);
  if (name === 'RunPython') return [anyRows(at)];
  const isOfModel = /Model$|^AlterModel/.test(name);
  const model = isOfModel ? given(name === 'RenameModel' ? 'old_name' : 'name', 0) : given('model_name', 0);
  if (model === undefined) return [];
  const table = `${app}_${model.toLowerCase()}`;
  const field = given('name', 1);
  switch (name) {
    case 'CreateModel':
      return [{ action: 'create-table', table, model, at }];
    case 'DeleteModel':
      return [{ action: 'drop-table', table, model, at }];
    case 'RenameModel': {
      const to = given('new_name', 1);
      return to === undefined
        ? []
        : [{ action: 'rename-table', table, model, to: `${app}_${to.toLowerCase()}`, at }];
    }
    case 'RemoveField':
      return field === undefined ? [] : [{ action: 'drop-column', table, model, column: field, at }];
    case 'RenameField': {
      const [column, to] = [given('old_name', 1), given('new_name', 2)];
      return column === undefined || to === undefined
        ? []
        : [{ action: 'rename-column', table, model, column, to, at }];
    }
    case 'AddField':
      // Django asks for a default for the rows that are there, and takes it from the database again.
      return field === undefined ? [] : [{ action: 'add-column', table, model, column: field, at }];
    case 'AddIndex':
      return [{ action: 'create-index', table, model, ...columnsOf(options.get('index') ?? values[1]), at }];
    case 'AddConstraint':
      return constraint(table, model, options.get('constraint') ?? values[1], at);
    default:
      return [];
  }
}

function columnsOf(value: Value | undefined): { readonly columns?: readonly string[] } {
  const link = value?.kind === 'call' ? value.call.links.at(-1) : undefined;
  const columns = stringsOf(link?.options.get('fields')).map((field) => field.replace(/^-/, ''));
  return columns.length > 0 ? { columns } : {};
}

function constraint(table: string, model: string, value: Value | undefined, at: number): readonly Step[] {
  const name = value?.kind === 'call' ? value.call.links.at(-1)?.name : undefined;
  const kind = name === 'UniqueConstraint' ? 'unique' : name === 'CheckConstraint' ? 'check' : undefined;
  if (!kind) return [];
  return [{ action: 'add-constraint', table, model, constraint: kind, ...columnsOf(value), at }];
}
