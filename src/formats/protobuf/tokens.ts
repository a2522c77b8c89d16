import { Unreadable } from '../format.ts';

export interface Token {
  /** an identifier or number as written, a string without its quotes, or one punctuation mark */
  readonly text: string;
  readonly kind: 'word' | 'string' | 'mark' | 'end';
  readonly line: number;
}

const pattern =
  /(\s+)|(\/\/[^\n]*)|(\/\*)|("(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*')|([A-Za-z_0-9.][A-Za-z_0-9.]*)|([{}()[\]<>;:,=+\-/])/gy;

/** Words, strings and marks of a `.proto` file, without its comments. Throws {@link Unreadable}. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new Unreadable('unparsable', `Invalid Protocol Buffers file at line ${line}`);
    const [all, , , block, string, word] = match;
    let end = pattern.lastIndex;
    if (block !== undefined) {
      const close = text.indexOf('*/', end);
      if (close === -1) throw new Unreadable('unparsable', `A comment without an end at line ${line}`);
      end = close + 2;
      pattern.lastIndex = end;
    } else if (string !== undefined) tokens.push({ text: all.slice(1, -1), kind: 'string', line });
    else if (word !== undefined) tokens.push({ text: all, kind: 'word', line });
    else if (match[6] !== undefined) tokens.push({ text: all, kind: 'mark', line });
    for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1))
      line += 1;
  }
  tokens.push({ text: '', kind: 'end', line });
  return tokens;
}

/** Goes through tokens one by one. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get next(): Token {
    return this.#tokens[this.#index] ?? { text: '', kind: 'end', line: 0 };
  }

  peek(ahead: number): Token {
    return this.#tokens[this.#index + ahead] ?? { text: '', kind: 'end', line: 0 };
  }

  take(): Token {
    const token = this.next;
    this.#index += 1;
    return token;
  }

  /** Takes the token if it says so, and tells whether it did. */
  accept(text: string): boolean {
    const { next } = this;
    const isIt = next.text === text && next.kind !== 'string';
    if (isIt) this.#index += 1;
    return isIt;
  }

  expect(text: string): void {
    if (!this.accept(text)) this.fail();
  }

  word(): string {
    if (this.next.kind !== 'word') this.fail();
    return this.take().text;
  }

  fail(): never {
    throw new Unreadable('unparsable', `Invalid Protocol Buffers file at line ${this.next.line}`);
  }

  /** Leaves out everything up to the mark, with what is bracketed in between. */
  skipPast(mark: string): void {
    let depth = 0;
    for (;;) {
      const token = this.take();
      if (token.kind === 'end') this.fail();
      if (token.kind !== 'mark') continue;
      if (depth === 0 && token.text === mark) return;
      if ('{[(<'.includes(token.text)) depth += 1;
      if ('}])>'.includes(token.text)) depth -= 1;
    }
  }
}
