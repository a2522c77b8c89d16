import { escapePattern } from '../../formats/escape-pattern.ts';
import { nameOf } from '../../formats/paths.ts';
import { snakeCase } from './schema-names.ts';
import type { SchemaNames } from './schema-names.ts';

/** Where code declares a table, or a column of it, for a mapper that names every column it knows. */
export interface Declared {
  readonly line: number;
  /** the mapper names each column of its model in each query; otherwise it finds columns in the database */
  readonly everyColumn: boolean;
}

/** What stands before the quoted name of the table in models of the usual mappers, and what else such a file holds. */
const markers: readonly (readonly [RegExp, string])[] = [
  [/sqlalchemy|sqlmodel|__tablename__/i, '__tablename__\\s*=|\\bTable\\('],
  [/\bdjango\b/, '\\bdb_table\\s*='],
  [/sequelize/i, '\\btableName\\s*[:=]|\\.define\\('],
  [/typeorm|mikro-orm/, '\\bEntity\\((?:\\{[^}]{0,80}?\\b(?:name|tableName)\\s*:)?'],
  [/objection|bookshelf/i, '\\btableName\\s*(?:[:=]|\\(\\)\\s*\\{\\s*return)'],
  [/drizzle-orm/, '\\b\\w*[tT]able(?:Creator)?\\('],
  [/\b(?:javax|jakarta)\.persistence\b|springframework\.data/, '@Table\\((?:[^)"\']{0,80}\\bname\\s*=)?'],
  [/class \w+|module \w+/, '\\bself\\.table_name\\s*='],
  [/<\?php/, '\\$table\\s*='],
  [/^package \w+/m, '\\bTableName\\(\\)[^{]{0,40}\\{\\s*return'],
  [/EntityFrameworkCore|DataAnnotations/, '\\bToTable\\(|\\[Table\\('],
  [/sea_orm/, '\\btable_name\\s*='],
];

/** Declaration of a move's table or column in a source file; undefined when there is none. */
export function declaredIn(path: string, text: string, names: SchemaNames): Declared | undefined {
  const chunk = chunkOf(path, text, names);
  if (!chunk) return undefined;
  const everyColumn = !/\.(?:rb|php)$/.test(path);
  if (names.column === undefined) return { line: lineAt(text, chunk.at), everyColumn };
  if (path.endsWith('.rb')) return inRails(text, chunk, names);
  const lines = text.slice(chunk.start, chunk.end).split('\n');
  const first = lineAt(text, chunk.start);
  const found = lines.findIndex((line) => declaresColumn(line, names));
  return found === -1 ? undefined : { line: first + found, everyColumn };
}

interface Chunk {
  /** of what names the table */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

function chunkOf(path: string, text: string, names: SchemaNames): Chunk | undefined {
  const own = markers.flatMap(([sign, marker]) => (sign.test(text) ? [marker] : []));
  const quoted = `\\s*["'\`](?:\\w+\\.)?${escapePattern(names.table)}["'\`]`;
  const marked = own.length > 0 ? new RegExp(`(?:${own.join('|')})${quoted}`, 'i').exec(text) : null;
  const at = marked?.index ?? byConvention(path, text, names);
  if (at === undefined) return undefined;
  return { at: marked ? at + marked[0].search(/\S/) : at, ...around(text, at) };
}

/** `class AuditLog < ApplicationRecord` in `audit_log.rb`, `class AuditLog extends Model`, `class AuditLog(models.Model)`. */
function byConvention(path: string, text: string, { classes }: SchemaNames): number | undefined {
  for (const name of classes) {
    const own = escapePattern(name);
    const file = nameOf(path);
    const pattern =
      file === `${snakeCase(name)}.rb` && !/self\.table_name\s*=/.test(text)
        ? `^\\s*class (?:\\w+::)*${own} < \\w`
        : file === `${name}.php` && !/\$table\s*=/.test(text)
          ? `^(?:final )?class ${own} extends \\w`
          : path.endsWith('.py') && /\bmodels\.(?:Model\b|\w+Field\()/.test(text)
            ? `^class ${own}\\(`
            : undefined;
    // Migrations of Django write models small.
    const found =
      pattern === undefined ? null : new RegExp(pattern, path.endsWith('.py') ? 'im' : 'm').exec(text);
    if (found) return found.index + found[0].search(/\S/);
  }
  return undefined;
}

/** From the start of the top-level construct around a place to its end. A decorator belongs to the class behind it. */
function around(text: string, at: number): { readonly start: number; readonly end: number } {
  const before = [...text.slice(0, at + 1).matchAll(/^(?![\s)}\]'"`*/#-])/gm)].at(-1);
  const start = before?.index ?? 0;
  const decorated = text.startsWith('@', start);
  const lines = /^(?=[^\s)}\]{])/gm;
  lines.lastIndex = at + 1;
  for (let next = lines.exec(text); next; next = lines.exec(text)) {
    const rest = text.slice(next.index, next.index + 60);
    const isClass =
      decorated && /^(?:@|export |default |abstract |public |final |class |data |open )/.test(rest);
    if (!isClass || text.slice(start, next.index).match(/^(?:\w+ )*class /m))
      return { start, end: next.index };
    lines.lastIndex = next.index + 1;
  }
  return { start, end: text.length };
}

function declaresColumn(line: string, { column = '', properties }: SchemaNames): boolean {
  if (/^\s*(?:\/\/|#(?!\[)|\*)/.test(line)) return false;
  if (new RegExp(`["'\`]${escapePattern(column)}["'\`]`).test(line)) return true;
  const any = properties.map(escapePattern).join('|');
  return new RegExp(
    `^\\s*(?:(?:public|private|protected|readonly|declare|static|pub|val|var|final|get|set|virtual)\\s+)*(?:@[\\w.]+(?:\\([^)]*\\))?\\s+)*(?:(?!return|const|let|if|import|from|and|or|not)[\\w<>?,.[\\]|]+\\s+)?(?:${any})\\s*[!?]?\\s*(?:[:=;{]|->)`,
  ).test(line);
}

/** Rails finds columns in the database, once, when it starts; those it is told to ignore are not missed. */
function inRails(text: string, chunk: Chunk, { column = '' }: SchemaNames): Declared | undefined {
  const ignored = /ignored_columns\s*\+?=([^\n]*(?:\n[^\n]*)?)/.exec(text)?.[1] ?? '';
  if (new RegExp(`\\b${escapePattern(column)}\\b`).test(ignored)) return undefined;
  return { line: lineAt(text, chunk.at), everyColumn: false };
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
