import { dialectOf } from './dialect-of.ts';

/** A part of an SQL text that means something: layout and comments are left out. */
export interface Token {
  readonly type: 'word' | 'name' | 'string' | 'number' | 'mark';
  /** a word in lower case; a quoted name without its quotes; a string's contents; a mark as it is */
  readonly text: string;
  /** offset in the text */
  readonly at: number;
}

const word = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const number = /\d[\w.]*/y;
const dollar = /\$(?:[A-Za-z_]\w*)?\$/y;
const bracketed = /\[([A-Za-z_][\w ]{0,120})\]/y;

/**
 * Splits SQL of any dialect. What only one dialect has is told by its marks: backquotes, `[name]`,
 * dollar quotes. A quote that is never closed ends the text.
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  // MySQL and MariaDB take a backslash in a string for an escape; the standard does not.
  const escapes = dialectOf(text) === 'mysql';
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) at += 1;
    else if (text.startsWith('--', at) || (character === '#' && escapes)) at = after(text, '\n', at);
    else if (text.startsWith('/*', at)) at = afterComment(text, at);
    else if (character === "'") {
      const before = tokens.at(-1);
      const prefixed = before?.type === 'word' && before.text === 'e' && before.at === at - 1;
      if (prefixed) tokens.pop();
      at = quoted(text, at, 'string', escapes || prefixed, tokens);
    } else if (character === '"') at = quoted(text, at, 'name', false, tokens);
    else if (character === '`') at = quoted(text, at, 'name', false, tokens);
    else at = plain(text, at, tokens);
  }
  return tokens;
}

function plain(text: string, at: number, tokens: Token[]): number {
  const tag = matchAt(dollar, text, at);
  if (tag) {
    const end = text.indexOf(tag[0], at + tag[0].length);
    const to = end === -1 ? text.length : end;
    tokens.push({ type: 'string', text: text.slice(at + tag[0].length, to), at: at + tag[0].length });
    return to + tag[0].length;
  }
  // An array's index or type stands right behind something.
  const name = /[\s.,(]/.test(text[at - 1] ?? ' ') ? matchAt(bracketed, text, at) : null;
  if (name) {
    tokens.push({ type: 'name', text: name[1] ?? '', at });
    return at + name[0].length;
  }
  const found = matchAt(word, text, at);
  if (found) {
    tokens.push({ type: 'word', text: found[0].toLowerCase(), at });
    return at + found[0].length;
  }
  const digits = matchAt(number, text, at);
  if (digits) {
    tokens.push({ type: 'number', text: digits[0], at });
    return at + digits[0].length;
  }
  tokens.push({ type: 'mark', text: text[at] ?? '', at });
  return at + 1;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at === -1 ? text.length : at + end.length;
}

/** Comments may lie in one another. */
function afterComment(text: string, from: number): number {
  let depth = 0;
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.index + 2;
  }
  return text.length;
}

function quoted(
  text: string,
  from: number,
  type: 'string' | 'name',
  escapes: boolean,
  tokens: Token[],
): number {
  const quote = text[from] ?? '';
  const start = from + 1;
  for (let at = start; at < text.length; at += 1) {
    if (escapes && text[at] === '\\') at += 1;
    else if (text[at] === quote) {
      if (text[at + 1] === quote) at += 1;
      else {
        tokens.push({ type, text: text.slice(start, at).replaceAll(quote + quote, quote), at: from });
        return at + 1;
      }
    }
  }
  tokens.push({ type, text: text.slice(start), at: from });
  return text.length;
}
