import { pointerParts } from '../../contracts/at.ts';
import { Lines } from '../lines.ts';

interface Position {
  /** of the key, or of the item itself */
  readonly start: number;
  readonly value: number;
}

/** Characters from which on it pays to remember where something ends. */
const long = 500;

/** Finds JSON pointers in valid JSON text by skipping over what is beside them. */
export class JsonPositions {
  readonly #text: string;
  readonly #lines: Lines;
  readonly #children = new Map<number, ReadonlyMap<string, Position>>();
  /** where long objects and lists end, by where they begin: they are skipped once for each level above */
  readonly #ends = new Map<number, number>();

  constructor(text: string) {
    this.#text = text;
    this.#lines = new Lines(text);
  }

  /** 1-based line of a pointer, or of its nearest ancestor that is there. */
  lineOf(pointer: string): number {
    let value = this.#blank(0);
    let start = value;
    for (const part of pointerParts(pointer)) {
      const child = this.#childrenAt(value).get(part);
      if (!child) break;
      ({ start, value } = child);
    }
    return this.#lines.at(start);
  }

  #childrenAt(offset: number): ReadonlyMap<string, Position> {
    const known = this.#children.get(offset);
    if (known) return known;
    const children = new Map<string, Position>();
    const isObject = this.#text.charAt(offset) === '{';
    if (isObject || this.#text.charAt(offset) === '[') {
      let at = this.#blank(offset + 1);
      for (let index = 0; at < this.#text.length && !']}'.includes(this.#text.charAt(at)); index += 1) {
        const start = at;
        let key = String(index);
        if (isObject) {
          const end = this.#string(at);
          key = unquoted(this.#text.slice(at, end));
          at = this.#blank(this.#blank(end) + 1);
        }
        children.set(key, { start, value: at });
        at = this.#blank(this.#value(at));
        if (this.#text.charAt(at) === ',') at = this.#blank(at + 1);
      }
    }
    this.#children.set(offset, children);
    return children;
  }

  /** Offset behind white space. */
  #blank(from: number): number {
    let at = from;
    while (at < this.#text.length && this.#text.charCodeAt(at) <= 32) at += 1;
    return at;
  }

  /** Offset behind a string. */
  #string(from: number): number {
    let at = from;
    for (;;) {
      at = this.#text.indexOf('"', at + 1);
      if (at === -1) return this.#text.length;
      let slashes = 0;
      while (this.#text.charCodeAt(at - 1 - slashes) === 92) slashes += 1;
      if (slashes % 2 === 0) return at + 1;
    }
  }

  /** Offset behind a value. */
  #value(from: number): number {
    const known = this.#ends.get(from);
    if (known !== undefined) return known;
    const open: number[] = [];
    for (let at = from; at < this.#text.length; at += 1) {
      const sign = this.#text.charCodeAt(at);
      if (sign === 34) {
        at = this.#string(at) - 1;
        if (open.length === 0) return at + 1;
      } else if (sign === 123 || sign === 91) open.push(at);
      else if (sign === 125 || sign === 93) {
        const start = open.pop();
        if (start === undefined) return at;
        if (at - start > long) this.#ends.set(start, at + 1);
        if (open.length === 0) return at + 1;
      } else if (sign === 44 && open.length === 0) return at;
    }
    return this.#text.length;
  }
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text; // Only reached for text that is not JSON.
  }
}
