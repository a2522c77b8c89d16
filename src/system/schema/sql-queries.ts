import { escapePattern } from '../../formats/escape-pattern.ts';
import { lineAt } from './model-declarations.ts';

/** Where a query in SQL names a table, or a column of it. */
export interface Queried {
  readonly line: number;
  /** no other table of the query could have the column */
  readonly sure: boolean;
}

/** A query is looked through this far. */
const longest = 4000;

/** First query in a text that uses the table, and the column if there is one. Statements in SQL begin with a word in capitals. */
export function queriedIn(
  path: string,
  text: string,
  { table, column }: { readonly table: string; readonly column?: string },
): Queried | undefined {
  const isSql = path.endsWith('.sql');
  const name = `["\`[]?(?:\\w+["\`\\]]?\\.["\`[]?)?${escapePattern(table)}["\`\\]]?(?![\\w.(-])`;
  const used = new RegExp(
    `\\b(?:FROM|JOIN|INTO|UPDATE)\\s+(?:ONLY\\s+)?\\\\?${name}(?:\\s+(?:AS\\s+)?(\\w+))?`,
    isSql ? 'gi' : 'g',
  );
  for (const found of text.matchAll(used)) {
    const at = found.index;
    const statement = statementAround(text, at, isSql);
    if (!statement || isComment(text, at)) continue;
    // A part of the query that has the table's name.
    if (
      new RegExp(`\\b${escapePattern(table)}["\`]?\\s+AS\\s+(?:NOT\\s+)?(?:MATERIALIZED\\s+)?\\(`, 'i').test(
        statement.text,
      )
    )
      continue;
    if (column === undefined) return { line: lineAt(text, at), sure: true };
    const uses = usesOf(withoutComments(statement.text), column, [table, found[1] ?? '']);
    if (!uses) continue;
    return { line: lineAt(text, statement.start + uses.at), sure: uses.sure };
  }
  return undefined;
}

interface StatementText {
  readonly start: number;
  readonly text: string;
}

const starter = /\b(?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|WITH|MERGE)\b/g;

/** From the word that begins the statement to the end of the string it stands in. */
function statementAround(text: string, at: number, isSql: boolean): StatementText | undefined {
  const from = Math.max(0, at - longest);
  const before = text.slice(from, at + 7);
  if (isSql) {
    const start = from + before.slice(0, -7).lastIndexOf(';') + 1;
    const end = text.indexOf(';', at);
    return { start, text: text.slice(start, end === -1 ? undefined : end) };
  }
  // The string's own mark stands right before its first word; a statement of several parts begins with the first of them.
  for (const word of [...before.matchAll(starter)].toReversed()) {
    const start = from + word.index;
    const quote = /("""|'''|["'`])\s*(?:--[^\n]*\n\s*)*(?:EXPLAIN\s+(?:ANALYZE\s+)?|\(\s*)?$/.exec(
      text.slice(Math.max(0, start - 200), start),
    )?.[1];
    if (quote === undefined) continue;
    const end = text.indexOf(quote, start);
    // The string was over before: what names the table is another one.
    if (end !== -1 && end < at) return undefined;
    return { start, text: text.slice(start, end === -1 ? start + longest : end) };
  }
  return undefined;
}

function usesOf(
  statement: string,
  column: string,
  owners: readonly string[],
): { readonly at: number; readonly sure: boolean } | undefined {
  const isOnlyTable =
    !/\bJOIN\b/i.test(statement) && (statement.match(/\b(?:FROM|INTO|UPDATE)\b/gi) ?? []).length === 1;
  const pattern = new RegExp(
    `(?:(\\w+)["\`]?\\.)?(["\`]?)\\b${escapePattern(column)}\\b(?!["\`]?\\s*[(.])`,
    'g',
  );
  let open: number | undefined;
  for (const found of statement.matchAll(pattern)) {
    const owner = found[1];
    // `$1`, `:name` and `'name'` are values.
    if (/[$:@'%{]$/.test(statement.slice(0, found.index))) continue;
    if (owner !== undefined && !owners.includes(owner)) continue;
    if (owner !== undefined || isOnlyTable) return { at: found.index, sure: true };
    open ??= found.index;
  }
  return open === undefined ? undefined : { at: open, sure: false };
}

function isComment(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at) + 1;
  return /^\s*(?:\/\/|\/?\*|#|--)/.test(text.slice(start, at));
}

/** The same length, since offsets are kept. */
function withoutComments(statement: string): string {
  return statement.replace(/--[^\n]*|\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
}
