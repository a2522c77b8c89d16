import type { AST } from 'toml-eslint-parser';

/** The value of a key as it is written, not parsed yet. */
export interface TomlField {
  readonly line: number;
  readonly raw: string;
}

/** A table with its own keys: `[[package]]`, `[package.source]`; the keys above all tables have the path ``. */
export interface TomlBlock {
  /** keys joined by dots, quotes left out */
  readonly path: string;
  readonly line: number;
  readonly fields: ReadonlyMap<string, TomlField>;
}

interface OpenBlock extends TomlBlock {
  readonly fields: Map<string, TomlField>;
}

/** No heading that a tool writes is longer; blanks without end could be told apart in too many ways. */
const longestHeader = 300;

const header = /^\[\[?\s*([\w.-]+|(?:"[^"\\]*"|'[^']*'|[\w.\s-])+?)\s*\]\]?\s*(?:#.*)?$/;
const pair = /^(?:([\w-]+)|"([^"\\]*)"|'([^']*)')\s*=\s*(.*)$/s;

/**
 * Tables of a TOML file as lockfile writers lay them out: a key a line, lists either on one line or closed at the
 * margin. Nothing else is looked at, which makes it many times faster than a parser; undefined for any other shape.
 * @param firstLine number of the text's first line
 */
export function scanTomlBlocks(text: string, firstLine = 1): readonly TomlBlock[] | undefined {
  let block: OpenBlock = { path: '', line: firstLine, fields: new Map() };
  const blocks = [block];
  let line = firstLine - 1;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const first = text.charCodeAt(start);
    line += 1;
    if (end === start || first === 35 || first === 13) {
      start = end + 1;
      continue;
    }
    const whole = text.slice(start, end).trimEnd();
    if (first === 91) {
      const path = whole.length > longestHeader ? undefined : header.exec(whole)?.[1];
      if (path === undefined) return undefined;
      block = { path: path.replace(/["'\s]/g, ''), line, fields: new Map() };
      blocks.push(block);
      start = end + 1;
      continue;
    }
    const found = pair.exec(whole);
    if (!found) return undefined;
    const value = found[4] ?? '';
    const key = found[1] ?? found[2] ?? found[3] ?? '';
    const close = endOfValue(text, value, end);
    if (close === undefined) return undefined;
    const raw = close === end ? value : text.slice(start + whole.length - value.length, close);
    block.fields.set(key, { line, raw });
    if (close !== end) line += newlinesIn(raw);
    const next = close === end ? end : text.indexOf('\n', close);
    start = next === -1 ? text.length : next + 1;
  }
  return blocks;
}

/** Where a value ends: with its line, or with the list that it opens; undefined when that cannot be told at a glance. */
function endOfValue(text: string, value: string, lineEnd: number): number | undefined {
  if (value === '' || value.startsWith('"""') || value.startsWith("'''")) return undefined;
  if (value.startsWith('{')) return value.endsWith('}') ? lineEnd : undefined;
  if (value.startsWith('"')) return /^"(?:[^"\\]|\\.)*"(?:\s*#.*)?$/.test(value) ? lineEnd : undefined;
  if (value.startsWith("'")) return /^'[^']*'(?:\s*#.*)?$/.test(value) ? lineEnd : undefined;
  if (!value.startsWith('[')) return /^[\w.:+-]+(?:\s*#.*)?$/.test(value) ? lineEnd : undefined;
  if (value.endsWith(']')) return lineEnd;
  const close = text.indexOf('\n]', lineEnd);
  if (close === -1) return undefined;
  // Something else at the margin before that: the list was not closed where it should be.
  return /\n[^\s\]#]/.test(text.slice(lineEnd, close + 1)) ? undefined : close + 2;
}

function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** The same from a syntax tree, for files that somebody laid out in another way. */
export function blocksOfProgram(text: string, program: AST.TOMLProgram): readonly TomlBlock[] {
  const top: OpenBlock = { path: '', line: 1, fields: new Map() };
  const blocks = [top];
  const fill = (block: OpenBlock, { key, value }: AST.TOMLKeyValue): void => {
    block.fields.set(pathOf(key), { line: key.loc.start.line, raw: text.slice(...value.range) });
  };
  for (const item of program.body[0].body) {
    if (item.type === 'TOMLKeyValue') {
      fill(top, item);
      continue;
    }
    const block: OpenBlock = { path: pathOf(item.key), line: item.loc.start.line, fields: new Map() };
    blocks.push(block);
    for (const each of item.body) fill(block, each);
  }
  return blocks;
}

function pathOf({ keys }: AST.TOMLKey): string {
  return keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value)).join('.');
}

/** The text of a string value; undefined for anything else. */
export function textOfField(field: TomlField | undefined): string | undefined {
  return field === undefined ? undefined : unquote(/^(?:"(?:[^"\\]|\\.)*"|'[^']*')/.exec(field.raw)?.[0]);
}

/** All strings in a value, in order: a list of them, or the values of inline tables. */
export function textsOfField(field: TomlField | undefined): readonly string[] {
  return [...(field?.raw ?? '').matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'/g)].flatMap(
    ([text]) => unquote(text) ?? [],
  );
}

/** Keys and values of an inline table of plain values, or of each in a list of such. */
export function tablesOfField(field: TomlField | undefined): readonly ReadonlyMap<string, string>[] {
  const tables = (field?.raw ?? '').matchAll(/\{((?:[^{}"']|"(?:[^"\\]|\\.)*"|'[^']*')*)\}/g);
  return [...tables].map(
    ([, inner = '']) =>
      new Map(
        [...inner.matchAll(/([\w-]+)\s*=\s*("(?:[^"\\]|\\.)*"|'[^']*'|[\w.+-]+)/g)].map(
          ([, key = '', value = '']) => [key, unquote(value) ?? value],
        ),
      ),
  );
}

function unquote(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text.startsWith("'")) return text.slice(1, -1);
  if (!text.startsWith('"')) return undefined;
  if (!text.includes('\\')) return text.slice(1, -1);
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
