import { pointerParts } from '../../contracts/at.ts';

/** Lines of one block: from `from` up to `to`, 0-based; the first line counts from `column` on. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly column: number;
}

interface Entry {
  readonly line: number;
  readonly block: Block;
}

/** Finds JSON pointers in block style YAML by indentation; flow style has the line where it begins. */
export class YamlPositions {
  readonly #lines: readonly string[];
  readonly #entries = new Map<Block, ReadonlyMap<string, Entry>>();
  readonly #root: Block;

  constructor(text: string) {
    this.#lines = text.split('\n');
    this.#root = { from: 0, to: this.#lines.length, column: 0 };
  }

  /** 1-based line of a pointer, or of its nearest ancestor that is there. */
  lineOf(pointer: string): number {
    let block = this.#root;
    let line = 0;
    for (const part of pointerParts(pointer)) {
      const entry = this.#entriesOf(block).get(part);
      if (!entry) break;
      ({ block, line } = entry);
    }
    return line + 1;
  }

  #entriesOf(block: Block): ReadonlyMap<string, Entry> {
    const known = this.#entries.get(block);
    if (known) return known;
    const entries = new Map<string, Entry>();
    let indent = -1;
    let isList = false;
    let open: { readonly key: string; readonly line: number; readonly column: number } | undefined;
    const close = (to: number): void => {
      if (open) entries.set(open.key, { line: open.line, block: blockOf(open, to) });
    };
    for (let index = block.from; index < block.to; index += 1) {
      const start = index === block.from ? block.column : 0;
      const content = this.#lines[index] ?? '';
      const column = firstColumn(content, index === block.from ? behindProperties(content, start) : start);
      if (column === -1 || content.startsWith('---') || content.startsWith('%')) continue;
      if (indent === -1) {
        indent = column;
        isList = isDash(content, column);
      }
      if (column !== indent || isDash(content, column) !== isList) continue;
      const key = isList
        ? { key: String(entries.size + (open ? 1 : 0)), end: column + 1 }
        : keyAt(content, column);
      if (!key) continue;
      close(index);
      open = { key: key.key, line: index, column: key.end };
    }
    close(block.to);
    this.#entries.set(block, entries);
    return entries;
  }
}

function blockOf(entry: { readonly line: number; readonly column: number }, to: number): Block {
  return { from: entry.line, to, column: entry.column };
}

/** Column of the first character that is neither a blank nor part of a comment; -1 when there is none. */
function firstColumn(content: string, start: number): number {
  for (let column = start; column < content.length; column += 1) {
    const sign = content.charCodeAt(column);
    if (sign === 32 || sign === 9 || sign === 13) continue;
    return sign === 35 ? -1 : column;
  }
  return -1;
}

/** Column behind an anchor or a tag, which stand between a key and its value. */
function behindProperties(content: string, start: number): number {
  const pattern = /\s*[&!]\S*/y;
  let column = start;
  for (;;) {
    pattern.lastIndex = column;
    if (!pattern.test(content)) return column;
    column = pattern.lastIndex;
  }
}

function isDash(content: string, column: number): boolean {
  return content.charAt(column) === '-' && /^[ \t\r]?$/.test(content.charAt(column + 1));
}

/** The key that begins at a column, and the column behind its colon. */
function keyAt(content: string, column: number): { readonly key: string; readonly end: number } | undefined {
  const quote = content.charAt(column);
  if (quote === '"' || quote === "'") {
    const pattern = quote === '"' ? /"(?:[^"\\]|\\.)*"\s*:/y : /'(?:[^']|'')*'\s*:/y;
    pattern.lastIndex = column;
    const match = pattern.exec(content)?.[0];
    if (match === undefined) return undefined;
    const text = match.slice(1, match.lastIndexOf(quote));
    const key = quote === '"' ? text.replace(/\\(.)/g, '$1') : text.replaceAll("''", "'");
    return { key, end: column + match.length };
  }
  for (let colon = content.indexOf(':', column); colon !== -1; colon = content.indexOf(':', colon + 1)) {
    if (/^[ \t\r]?$/.test(content.charAt(colon + 1))) {
      return { key: content.slice(column, colon).trimEnd(), end: colon + 1 };
    }
  }
  return undefined;
}
