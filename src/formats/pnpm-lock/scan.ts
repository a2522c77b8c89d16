import type { MapEntry, Node } from '../node.ts';
import { flow, quoted, scalar } from './flow.ts';

interface Level {
  readonly indent: number;
  readonly entries: Map<string, MapEntry>;
}

/**
 * The YAML that pnpm writes, twenty times faster than a YAML parser: block maps, flow collections
 * on one line, lists of scalars, `? key`. Undefined as soon as anything else stands there (a
 * formatter or a person was at work): the caller then takes the full parser.
 */
export function scan(text: string): readonly Node[] | undefined {
  const documents: Document[] = [];
  let document = new Document();
  let line = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const next = newline === -1 ? text.length : newline;
    const end = text.charCodeAt(next - 1) === 13 ? next - 1 : next;
    line += 1;
    let first = start;
    while (first < end && text.charCodeAt(first) === 32) first += 1;
    if (first === start && end - start === 3 && text.startsWith('---', start)) {
      if (!document.whole) return undefined;
      documents.push(document);
      document = new Document();
    } else if (first < end && !document.add(text.slice(first, end).trimEnd(), first - start, line)) {
      return undefined;
    }
    start = next + 1;
  }
  if (!document.whole) return undefined;
  return [...documents, document].flatMap((each) => each.root() ?? []);
}

class Document {
  readonly #levels: Level[] = [];
  /** a key whose value is to come on the lines below it */
  #open: { readonly key: string; readonly line: number; readonly indent: number; items?: Node[] } | undefined;
  /** lines that are indented more than this belong to a block scalar */
  #block: number | undefined;
  /** a `? key` that waits for its `:` */
  #explicit: { readonly key: string; readonly line: number; readonly indent: number } | undefined;

  /** nothing is left waiting for its value */
  get whole(): boolean {
    return this.#explicit === undefined;
  }

  root(): Node | undefined {
    const [top] = this.#levels;
    return top && { kind: 'map', line: 1, entries: top.entries };
  }

  /** Takes the next line that is not empty; false when it is of no shape known here. */
  add(content: string, indent: number, line: number): boolean {
    if (this.#block !== undefined) {
      if (indent > this.#block) return true;
      this.#block = undefined;
    }
    const first = content.charCodeAt(0);
    if (first === 35) return true;
    if (first === 9) return false;
    if (first === 45 && content.startsWith('- ')) return this.#item(content.slice(2), indent, line);
    if (first === 63 && content.startsWith('? ')) return this.#question(content.slice(2), indent, line);
    if (first === 58 && content.startsWith(': ')) return this.#answer(content.slice(2), indent);
    if (this.#explicit) return false;
    const pair = keyOf(content);
    return pair !== undefined && this.#pair(pair.key, content.slice(pair.end), indent, line);
  }

  #pair(key: string, rest: string, indent: number, line: number): boolean {
    const level = this.#levelAt(indent);
    if (!level) return false;
    if (rest === '') {
      level.entries.set(key, { key, line, node: scalar('', line), merged: false });
      this.#open = { key, line, indent };
      return true;
    }
    this.#open = undefined;
    if (/^[|>][-+]?$/.test(rest)) {
      this.#block = indent;
      level.entries.set(key, { key, line, node: scalar(rest, line), merged: false });
      return true;
    }
    const node = valueOf(rest, line);
    if (node) level.entries.set(key, { key, line, node, merged: false });
    return node !== undefined;
  }

  /** The map that a key of this indent belongs to; a new one below the open key, undefined when it fits nowhere. */
  #levelAt(indent: number): Level | undefined {
    let level = this.#levels.at(-1);
    while (level && level.indent > indent) {
      this.#levels.pop();
      level = this.#levels.at(-1);
    }
    if (level?.indent === indent) return level;
    const open = this.#open;
    if (level && (!open || open.items || open.indent !== level.indent)) return undefined;
    const inner: Level = { indent, entries: new Map() };
    if (level && open) {
      const { key, line } = open;
      level.entries.set(key, {
        key,
        line,
        node: { kind: 'map', line, entries: inner.entries },
        merged: false,
      });
    }
    this.#levels.push(inner);
    return inner;
  }

  #item(rest: string, indent: number, line: number): boolean {
    const open = this.#open;
    if (!open || indent < open.indent || keyOf(rest) !== undefined) return false;
    const node = valueOf(rest, line);
    if (!node) return false;
    let level = this.#levels.at(-1);
    while (level && level.indent > open.indent) {
      this.#levels.pop();
      level = this.#levels.at(-1);
    }
    if (!open.items) {
      open.items = [];
      const list: Node = { kind: 'list', line: open.line, items: open.items };
      level?.entries.set(open.key, { key: open.key, line: open.line, node: list, merged: false });
    }
    open.items.push(node);
    return true;
  }

  #question(rest: string, indent: number, line: number): boolean {
    const key = valueOf(rest, line);
    if (key?.kind !== 'scalar' || this.#explicit) return false;
    this.#explicit = { key: key.text, line, indent };
    return true;
  }

  #answer(rest: string, indent: number): boolean {
    const explicit = this.#explicit;
    this.#explicit = undefined;
    if (!explicit || explicit.indent !== indent) return false;
    const inner = keyOf(rest);
    if (!inner) return this.#pair(explicit.key, rest, indent, explicit.line);
    const { key, line } = explicit;
    return (
      this.#pair(key, '', indent, line) && this.#pair(inner.key, rest.slice(inner.end), indent + 2, line + 1)
    );
  }
}

/** The key at the start of a line and where its value starts; undefined when the line is no `key:`. */
function keyOf(content: string): { readonly key: string; readonly end: number } | undefined {
  const first = content[0] ?? '';
  if (first === "'" || first === '"') {
    const found = quoted(content, 0);
    if (!found || content[found.end] !== ':') return undefined;
    return { key: found.text, end: afterColon(content, found.end) };
  }
  const colon = content.indexOf(': ');
  const end = colon === -1 && content.endsWith(':') ? content.length - 1 : colon;
  if (end <= 0 || '&*!|>%@`{}[],?'.includes(first)) return undefined;
  const key = content.slice(0, end);
  return key.includes(' #') ? undefined : { key, end: afterColon(content, end) };
}

function afterColon(content: string, colon: number): number {
  let at = colon + 1;
  while (content[at] === ' ') at += 1;
  return at;
}

function valueOf(rest: string, line: number): Node | undefined {
  const first = rest[0] ?? '';
  if (first === '{' || first === '[') return flow(rest, line);
  if (first === "'" || first === '"') {
    const found = quoted(rest, 0);
    return found && found.end === rest.length ? scalar(found.text, line, true) : undefined;
  }
  if ('&*!|>%@`#?'.includes(first) || rest.includes(': ') || rest.includes(' #')) return undefined;
  return scalar(rest, line);
}
