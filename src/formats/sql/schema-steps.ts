import { alterTable, namesIn } from './alter-table.ts';
import type { Step } from './alter-table.ts';
import { atCommas, Cursor, isMark, isWord, statementsOf } from './statements.ts';
import type { Statement } from './statements.ts';

/** What the statements of an SQL text do to the schema, in order, with their offsets in the text. */
export function schemaSteps(text: string): readonly Step[] {
  return statementsOf(text).flatMap(stepsOf);
}

function stepsOf(statement: Statement): readonly Step[] {
  const cursor = new Cursor(statement);
  const at = statement[0]?.at ?? 0;
  if (cursor.take('alter', 'table'))
    return alterTable(cursor).map((step, index) => (index === 0 ? { ...step, at } : step));
  if (cursor.take('drop')) return dropped(cursor, at);
  if (cursor.take('create')) return created(cursor, at);
  if (cursor.take('rename', 'table')) {
    return atCommas(cursor.rest()).flatMap((each) => {
      const pair = new Cursor(each);
      const table = pair.name();
      const to = pair.take('to') ? pair.name() : undefined;
      return table === undefined || to === undefined
        ? []
        : [{ action: 'rename-table' as const, table, to, at }];
    });
  }
  return rows(cursor, at);
}

function dropped(cursor: Cursor, at: number): readonly Step[] {
  cursor.take('temporary');
  if (!cursor.take('table')) return [];
  cursor.take('if', 'exists');
  return atCommas(cursor.rest()).flatMap((each) => {
    const table = new Cursor(each).name();
    return table === undefined ? [] : [{ action: 'drop-table' as const, table, at }];
  });
}

function created(cursor: Cursor, at: number): readonly Step[] {
  cursor.take('or', 'replace');
  while (isWord(cursor.peek(), 'unlogged', 'temp', 'temporary', 'local', 'global', 'foreign', 'external'))
    cursor.skip();
  if (cursor.take('table')) {
    cursor.take('if', 'not', 'exists');
    const table = cursor.name();
    return table === undefined ? [] : [{ action: 'create-table', table, at }];
  }
  while (isWord(cursor.peek(), 'unique', 'fulltext', 'spatial', 'clustered', 'nonclustered')) cursor.skip();
  if (!cursor.take('index')) return [];
  const isConcurrent = cursor.take('concurrently');
  cursor.take('if', 'not', 'exists');
  if (!isWord(cursor.peek(), 'on')) cursor.name();
  if (!cursor.take('on')) return [];
  // Of a table in parts: the parts get theirs later.
  const gentle = cursor.take('only') || isConcurrent;
  const table = cursor.name();
  if (table === undefined) return [];
  const columns = namesIn(cursor.rest());
  return [
    {
      action: 'create-index',
      table,
      ...(columns.length > 0 && { columns }),
      ...(gentle && { gentle: true as const }),
      at,
    },
  ];
}

function rows(cursor: Cursor, at: number): readonly Step[] {
  // `WITH … UPDATE t SET …`: what it writes is the first that a statement of that kind names.
  const tokens = cursor.rest();
  if (isWord(tokens[0], 'with')) {
    const start = tokens.findIndex(
      (token, index) => isWord(token, 'update', 'delete') && !isMark(tokens[index + 1], '('),
    );
    return start === -1 ? [] : rows(new Cursor(tokens.slice(start)), at);
  }
  if (cursor.take('update')) {
    cursor.take('only');
    const table = cursor.name();
    return table === undefined ? [] : [{ action: 'write-rows', table, at }];
  }
  if (cursor.take('truncate')) {
    cursor.take('table');
    return atCommas(cursor.rest()).flatMap((each) => {
      const table = new Cursor(each).name();
      return table === undefined ? [] : [{ action: 'empty-table' as const, table, at }];
    });
  }
  if (cursor.take('delete', 'from')) {
    cursor.take('only');
    const table = cursor.name();
    if (table === undefined) return [];
    const partly = cursor.rest().some((token) => isWord(token, 'where', 'using'));
    return [{ action: partly ? 'write-rows' : 'empty-table', table, at }];
  }
  // A function of its own may write anything; who raises an exception has looked.
  if (isWord(tokens[0], 'raise') && isWord(tokens[1], 'exception'))
    return [{ action: 'write-rows', table: '', at }];
  if (isWord(tokens[0], 'call', 'execute', 'select', 'perform') && tokens.some((token) => isMark(token, '(')))
    return isWord(tokens[0], 'select') ? [] : [{ action: 'write-rows', table: '', at }];
  return [];
}
