import type { Fact, SchemaColumn } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine, Lines } from '../lines.ts';
import { atCommas, Cursor, isWord, parenthesised, statementsOf } from '../sql/statements.ts';

/** Tables and their columns. */
export function readDatabaseSchema({ path, text }: SourceFile): Reading {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  return { facts: path.endsWith('.rb') ? tablesOfRails(text) : tablesOfSql(text) };
}

/** Rails writes the file itself, one column a line. */
function tablesOfRails(text: string): readonly Fact[] {
  const facts: Fact[] = [];
  let columns: SchemaColumn[] = [];
  text.split(/\r?\n/).forEach((content, index) => {
    const line = index + 1;
    const table = /^\s*create_table "([^"]+)"/.exec(content)?.[1];
    if (table !== undefined) {
      columns = [];
      facts.push({ kind: 'schema-table', name: table.replace(/^.*\./, ''), columns, line });
    }
    const column = /^\s*t\.(?!index\b|check_constraint\b|unique_constraint\b)\w+ "([^"]+)"/.exec(
      content,
    )?.[1];
    if (column !== undefined) columns.push({ name: column, line });
  });
  return facts;
}

const noColumn = [
  'constraint',
  'primary',
  'unique',
  'foreign',
  'check',
  'exclude',
  'like',
  'key',
  'index',
  'fulltext',
  'spatial',
  'period',
];

function tablesOfSql(text: string): readonly Fact[] {
  const lines = new Lines(text);
  return statementsOf(text).flatMap((statement): readonly Fact[] => {
    const cursor = new Cursor(statement);
    if (!cursor.take('create')) return [];
    cursor.take('unlogged');
    if (!cursor.take('table')) return [];
    cursor.take('if', 'not', 'exists');
    const name = cursor.name();
    if (name === undefined) return [];
    const columns = atCommas(parenthesised(cursor.rest())?.inside ?? []).flatMap(([first]) =>
      first && (first.type === 'name' || (first.type === 'word' && !isWord(first, ...noColumn)))
        ? [{ name: first.text, line: lines.at(first.at) }]
        : [],
    );
    return [{ kind: 'schema-table', name, columns, line: lines.at(statement[0]?.at ?? 0) }];
  });
}
