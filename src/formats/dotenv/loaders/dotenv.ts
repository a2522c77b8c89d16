import { lineEnd, nextLine, skipBlanks } from '../assignment.ts';
import type { Assignment, EnvText } from '../assignment.ts';

const key = /[^\S\r\n]*(?:export[^\S\r\n]+)?([\w.-]+)(?:[^\S\r\n]*=|:(?=\s))/y;

/**
 * The `dotenv` package of npm: three kinds of quotes, over several lines; `#` begins a
 * comment in an unquoted value wherever it stands; a line it does not understand is passed over.
 */
export function readDotenv(text: string): EnvText {
  const assignments: Assignment[] = [];
  // A quote that nothing closes would be looked for again on every line.
  const unclosed = new Set<string>();
  let at = 0;
  while (at < text.length) {
    key.lastIndex = at;
    const found = key.exec(text);
    const name = found?.[1];
    if (!found || name === undefined) {
      at = nextLine(text, at);
      continue;
    }
    const start = at + found[0].search(/\S/);
    // A quoted value may begin on a later line.
    const open = skipBlanks(text, at + found[0].length, true);
    const close = quoted(text, open, unclosed);
    const from = close === -1 ? at + found[0].length : open;
    const end = close === -1 ? lineEnd(text, from) : close + 1;
    const value = close === -1 ? unquoted(text.slice(from, end)) : unescape(text.slice(from, end));
    assignments.push({ name, value, expands: false, start, end });
    at = nextLine(text, end);
  }
  return { assignments };
}

const nothingBehind = /[^\S\r\n]*(?:#|\r?$)/my;

/** Offset of the closing quote with nothing but a comment behind it, or -1. */
function quoted(text: string, open: number, unclosed: Set<string>): number {
  const quote = text.charAt(open);
  if (!/["'`]/.test(quote) || unclosed.has(quote)) return -1;
  let escaped = -1;
  for (let at = text.indexOf(quote, open + 1); at !== -1; at = text.indexOf(quote, at + 1)) {
    const isLast = text.charAt(at - 1) !== '\\';
    nothingBehind.lastIndex = at + 1;
    if (nothingBehind.test(text)) escaped = at;
    if (isLast) return escaped;
  }
  if (escaped === -1) unclosed.add(quote);
  return escaped;
}

function unquoted(written: string): string {
  const comment = written.indexOf('#');
  return unescape((comment === -1 ? written : written.slice(0, comment)).trim());
}

/** Takes off a pair of quotes. Escapes count in all that begins with a double quote, closed or not. */
function unescape(written: string): string {
  const quote = written.charAt(0);
  const paired = written.length > 1 && /["'`]/.test(quote) && written.endsWith(quote);
  const inner = (paired ? written.slice(1, -1) : written).replaceAll('\r\n', '\n');
  return quote === '"' ? inner.replace(/\\n/g, '\n').replace(/\\r/g, '\r') : inner;
}
