import type { Token } from './tokens.ts';
import { tokensOf } from './tokens.ts';

/** One statement's tokens, its end mark left out. */
export type Statement = readonly Token[];

/** Words behind which a statement begins inside of a block of code. */
const opening = new Set(['begin', 'then', 'else', 'loop']);

/** Statements of a text in order. Those inside of a `DO` block, which runs once, count as the text's own. */
export function statementsOf(text: string): readonly Statement[] {
  return split(tokensOf(text)).flatMap((statement) => {
    const body = isWord(statement[0], 'do') ? statement.find(({ type }) => type === 'string') : undefined;
    if (!body) return [statement];
    const inner = tokensOf(body.text).map((token) => ({ ...token, at: token.at + body.at }));
    return split(inner).flatMap(behindOpenings);
  });
}

function split(tokens: readonly Token[]): readonly Statement[] {
  const statements: Token[][] = [[]];
  for (const token of tokens) {
    if (token.type === 'mark' && token.text === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter(({ length }) => length > 0);
}

/** `IF … THEN ALTER TABLE …`: what stands behind the last opening word. */
function behindOpenings(statement: Statement): readonly Statement[] {
  const last = statement.findLastIndex(({ type, text }) => type === 'word' && opening.has(text));
  const rest = statement.slice(last + 1);
  return rest.length > 0 ? [rest] : [];
}

export function isWord(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.type === 'word' && texts.includes(token.text);
}

export function isMark(token: Token | undefined, text: string): boolean {
  return token?.type === 'mark' && token.text === text;
}

/** Reads on through one statement. */
export class Cursor {
  readonly #tokens: Statement;
  #next = 0;

  constructor(tokens: Statement) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#next + ahead];
  }

  /** Goes past the words when they come next. */
  take(...words: readonly string[]): boolean {
    if (!words.every((text, index) => isWord(this.peek(index), text))) return false;
    this.#next += words.length;
    return true;
  }

  skip(count = 1): void {
    this.#next += count;
  }

  /** A name's last part, without catalogue and schema; undefined when no name comes next. */
  name(): string | undefined {
    const token = this.peek();
    if (token?.type !== 'word' && token?.type !== 'name') return undefined;
    this.skip();
    if (isMark(this.peek(), '.')) {
      this.skip();
      return this.name();
    }
    return token.text;
  }

  rest(): Statement {
    return this.#tokens.slice(this.#next);
  }
}

/** Splits at commas that stand in no parentheses. */
export function atCommas(tokens: Statement): readonly Statement[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isMark(token, '(')) depth += 1;
    if (isMark(token, ')')) depth -= 1;
    if (depth === 0 && isMark(token, ',')) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter(({ length }) => length > 0);
}

/** What stands in the first parentheses, and what stands behind them; undefined when there are none. */
export function parenthesised(
  tokens: Statement,
): { readonly inside: Statement; readonly behind: Statement } | undefined {
  const open = tokens.findIndex((token) => isMark(token, '('));
  if (open === -1) return undefined;
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (isMark(tokens[at], '(')) depth += 1;
    if (isMark(tokens[at], ')')) depth -= 1;
    if (depth === 0) return { inside: tokens.slice(open + 1, at), behind: tokens.slice(at + 1) };
  }
  return { inside: tokens.slice(open + 1), behind: [] };
}
