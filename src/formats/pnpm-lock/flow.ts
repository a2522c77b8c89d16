import type { MapEntry, Node, ScalarNode } from '../node.ts';

/** A scalar as the scanner knows it: text; nothing here needs numbers or dates. */
export function scalar(text: string, line: number, isQuoted = false): ScalarNode {
  const empty = !isQuoted && (text === '' || text === '~' || text === 'null');
  return { kind: 'scalar', line, value: empty ? null : text, text };
}

/** The value of `'it''s'` or `"plain"` at an offset and the offset after it; undefined when it is not that simple. */
export function quoted(
  text: string,
  from: number,
): { readonly text: string; readonly end: number } | undefined {
  const quote = text[from];
  if (quote === '"') {
    const end = text.indexOf('"', from + 1);
    const inner = text.slice(from + 1, end);
    return end === -1 || inner.includes('\\') ? undefined : { text: inner, end: end + 1 };
  }
  let end = text.indexOf("'", from + 1);
  while (end !== -1 && text[end + 1] === "'") end = text.indexOf("'", end + 2);
  if (end === -1) return undefined;
  return { text: text.slice(from + 1, end).replaceAll("''", "'"), end: end + 1 };
}

/** A flow collection that stands on one line, `{integrity: sha512-…}`; undefined for anything unusual. */
export function flow(text: string, line: number): Node | undefined {
  const reader = new FlowReader(text, line);
  const node = reader.value(0);
  return node !== undefined && reader.at === text.length ? node : undefined;
}

class FlowReader {
  readonly #text: string;
  readonly #line: number;
  at = 0;

  constructor(text: string, line: number) {
    this.#text = text;
    this.#line = line;
  }

  value(depth: number): Node | undefined {
    if (depth > 20) return undefined;
    const first = this.#text[this.at];
    if (first === '{') return this.#map(depth);
    if (first === '[') return this.#list(depth);
    const text = this.#word(/[,{}[\]]/g);
    return text === undefined ? undefined : scalar(text, this.#line, first === "'" || first === '"');
  }

  #map(depth: number): Node | undefined {
    const entries = new Map<string, MapEntry>();
    this.#skip();
    while (this.#text[this.at] !== '}') {
      const key = this.#word(/[:,{}[\]]/g);
      if (key === undefined || this.#text[this.at] !== ':' || this.#text[this.at + 1] !== ' ')
        return undefined;
      this.#skip();
      const node = this.value(depth + 1);
      if (node === undefined) return undefined;
      entries.set(key, { key, line: this.#line, node, merged: false });
      if (!this.#comma('}')) return undefined;
    }
    this.at += 1;
    return { kind: 'map', line: this.#line, entries };
  }

  #list(depth: number): Node | undefined {
    const items: Node[] = [];
    this.#skip();
    while (this.#text[this.at] !== ']') {
      const node = this.value(depth + 1);
      if (node === undefined) return undefined;
      items.push(node);
      if (!this.#comma(']')) return undefined;
    }
    this.at += 1;
    return { kind: 'list', line: this.#line, items };
  }

  /** Over one character and the blanks after it. */
  #skip(): void {
    this.at += 1;
    while (this.#text[this.at] === ' ') this.at += 1;
  }

  /** Stands at the end of the collection, or after a comma at its next item. */
  #comma(end: string): boolean {
    while (this.#text[this.at] === ' ') this.at += 1;
    if (this.#text[this.at] === ',') this.#skip();
    else return this.#text[this.at] === end;
    return true;
  }

  #word(ends: RegExp): string | undefined {
    const first = this.#text[this.at];
    if (first === "'" || first === '"') {
      const found = quoted(this.#text, this.at);
      if (found) this.at = found.end;
      return found?.text;
    }
    if (first === undefined || '&*!|>%@`#?'.includes(first)) return undefined;
    const start = this.at;
    ends.lastIndex = start;
    for (let end = ends.exec(this.#text); end; end = ends.exec(this.#text)) {
      // A colon ends a key only before a blank: `https://…` goes on.
      if (end[0] === ':' && this.#text[end.index + 1] !== ' ') continue;
      this.at = end.index;
      const word = this.#text.slice(start, end.index).trimEnd();
      return word === '' || word.includes(': ') || word.includes(' #') ? undefined : word;
    }
    return undefined;
  }
}
