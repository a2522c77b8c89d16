import type { SchemaChange } from '../../system/facts.ts';
import { columnTraits } from './column.ts';
import { atCommas, Cursor, isMark, isWord, parenthesised } from './statements.ts';
import type { Statement } from './statements.ts';

export type Step = Omit<SchemaChange, 'line' | 'kind'> & {
  /** offsets in the text */
  readonly at: number;
  readonly end?: number;
};

/** Words that follow `ADD` or `DROP` and are no column. */
const noColumn = new Set(
  'constraint primary foreign unique check index key fulltext spatial partition partitions default expression identity exclude period system not projection'.split(
    ' ',
  ),
);

/** `ALTER TABLE …`, read from behind these words. */
export function alterTable(cursor: Cursor): readonly Step[] {
  cursor.take('if', 'exists');
  cursor.take('only');
  const at = cursor.peek()?.at ?? 0;
  const table = cursor.name();
  if (table === undefined) return [];
  if (isMark(cursor.peek(), '*')) cursor.skip();
  // ClickHouse
  if (cursor.take('on', 'cluster')) cursor.skip();
  return atCommas(cursor.rest()).flatMap((action, index) =>
    actionOf(table, action, index === 0 ? at : undefined),
  );
}

function actionOf(table: string, tokens: Statement, tableAt?: number): readonly Step[] {
  const cursor = new Cursor(tokens);
  const at = tokens[0]?.at ?? tableAt ?? 0;
  if (cursor.take('drop')) return dropped(table, cursor, at);
  if (cursor.take('rename')) return renamed(table, cursor, at);
  if (cursor.take('add')) return added(table, cursor, at);
  if (cursor.take('alter') || cursor.take('modify'))
    return altered(table, cursor, at, isWord(tokens[0], 'modify'));
  if (cursor.take('change')) {
    cursor.take('column');
    const column = cursor.name();
    const to = cursor.name();
    if (column === undefined || to === undefined) return [];
    return column === to
      ? [{ action: 'alter-type', table, column, at }]
      : [{ action: 'rename-column', table, column, to, at }];
  }
  return [];
}

function dropped(table: string, cursor: Cursor, at: number): readonly Step[] {
  const named = cursor.take('column');
  if (!named && cursor.peek()?.type === 'word' && noColumn.has(cursor.peek()?.text ?? '')) return [];
  cursor.take('if', 'exists');
  if (isMark(cursor.peek(), '(')) {
    // Oracle: several in parentheses.
    return atCommas(parenthesised(cursor.rest())?.inside ?? []).flatMap(([token]) =>
      token ? [{ action: 'drop-column' as const, table, column: token.text, at }] : [],
    );
  }
  const column = cursor.name();
  return column === undefined ? [] : [{ action: 'drop-column', table, column, at }];
}

function renamed(table: string, cursor: Cursor, at: number): readonly Step[] {
  if (cursor.take('to') || cursor.take('as')) {
    const to = cursor.name();
    return to === undefined ? [] : [{ action: 'rename-table', table, to, at }];
  }
  if (isWord(cursor.peek(), 'constraint', 'index', 'key')) return [];
  cursor.take('column');
  const column = cursor.name();
  if (!cursor.take('to')) return [];
  const to = cursor.name();
  return column === undefined || to === undefined ? [] : [{ action: 'rename-column', table, column, to, at }];
}

function added(table: string, cursor: Cursor, at: number): readonly Step[] {
  const named = cursor.take('column');
  const next = cursor.peek();
  if (!named && next?.type === 'word' && noColumn.has(next.text)) return constraint(table, cursor, at);
  cursor.take('if', 'not', 'exists');
  if (isMark(cursor.peek(), '(')) {
    return atCommas(parenthesised(cursor.rest())?.inside ?? []).flatMap((each) => column(table, each, at));
  }
  return column(table, cursor.rest(), at);
}

function column(table: string, tokens: Statement, at: number): readonly Step[] {
  const [name, ...definition] = tokens;
  if (name?.type !== 'word' && name?.type !== 'name') return [];
  return [{ action: 'add-column', table, column: name.text, ...columnTraits(definition), at }];
}

function constraint(table: string, cursor: Cursor, at: number): readonly Step[] {
  if (cursor.take('constraint') && !isWord(cursor.peek(), 'foreign', 'check', 'unique', 'primary', 'exclude'))
    cursor.skip();
  const kind = (['foreign', 'check', 'unique', 'primary', 'exclude'] as const).find((word) =>
    isWord(cursor.peek(), word),
  );
  const rest = cursor.rest();
  if (!kind) {
    // `ADD INDEX (a)` of MySQL.
    return isWord(rest[0], 'index', 'key', 'fulltext', 'spatial')
      ? [{ action: 'create-index', table, at }]
      : [];
  }
  const gentle =
    rest.some((token, index) => isWord(token, 'not') && isWord(rest[index + 1], 'valid')) ||
    rest.some((token, index) => isWord(token, 'using') && isWord(rest[index + 1], 'index'));
  const name = kind === 'foreign' ? 'foreign-key' : kind === 'primary' ? 'primary-key' : kind;
  const columns = kind === 'check' ? [] : namesIn(rest);
  return [
    {
      action: 'add-constraint',
      table,
      constraint: name,
      ...(gentle && { gentle: true as const }),
      ...(columns.length > 0 && { columns }),
      at,
    },
  ];
}

/** Plain names in the first parentheses. */
export function namesIn(tokens: Statement): readonly string[] {
  return atCommas(parenthesised(tokens)?.inside ?? []).flatMap(([first, second]) =>
    first && first.type !== 'mark' && !isMark(second, '(') ? [first.text] : [],
  );
}

function altered(table: string, cursor: Cursor, at: number, whole: boolean): readonly Step[] {
  if (!whole && isWord(cursor.peek(), 'constraint', 'index', 'check')) return [];
  cursor.take('column');
  cursor.take('if', 'exists');
  const name = cursor.name();
  if (name === undefined) return [];
  if (whole) return [{ action: 'alter-type', table, column: name, ...columnTraits(cursor.rest()), at }];
  if (cursor.take('set', 'not', 'null')) return [{ action: 'set-not-null', table, column: name, at }];
  if (!cursor.take('set', 'data', 'type') && !cursor.take('type')) return [];
  return [{ action: 'alter-type', table, column: name, ...(isWide(cursor.rest()) && { gentle: true }), at }];
}

/** A type of text: what was text of a smaller size stays where it is. */
function isWide(type: Statement): boolean {
  const isText =
    isWord(type[0], 'text', 'varchar') || (isWord(type[0], 'character') && isWord(type[1], 'varying'));
  return isText && !type.some((token) => isWord(token, 'using'));
}
