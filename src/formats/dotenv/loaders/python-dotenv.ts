import { closingQuote, lineEnd, nextLine, skipBlanks } from '../assignment.ts';
import type { Assignment, EnvText } from '../assignment.ts';

const key = /(?:export[^\S\r\n]+)?(?:'([^']+)'|([^=#\s]+))[^\S\r\n]*(=)?/y;
const rest = /[^\S\r\n]*(?:#[^\r\n]*)?(?=\r?\n|$)/y;

/**
 * `python-dotenv`: two kinds of quotes, over several lines, with escapes; a comment in an
 * unquoted value needs a blank before its `#`; variables are filled in even in single quotes;
 * a line it does not understand is dropped.
 */
export function readPythonDotenv(text: string): EnvText {
  const assignments: Assignment[] = [];
  const unclosed = new Set<string>();
  let at = skipBlanks(text, 0, true);
  while (at < text.length) {
    const found = readOne(text, at, unclosed);
    if (found?.assignment) assignments.push(found.assignment);
    at = skipBlanks(text, found?.end ?? nextLine(text, at), true);
  }
  return { assignments };
}

function readOne(
  text: string,
  start: number,
  unclosed: Set<string>,
): { readonly assignment?: Assignment; readonly end: number } | undefined {
  if (text.charAt(start) === '#') return undefined;
  key.lastIndex = start;
  const found = key.exec(text);
  const name = found?.[1] ?? found?.[2];
  if (!found || name === undefined) return undefined;
  const from = start + found[0].length;
  const value = found[3] ? readValue(text, from, unclosed) : { value: null, end: from };
  if (!value) return undefined;
  rest.lastIndex = value.end;
  if (!rest.test(text)) return undefined;
  return {
    assignment: { name, value: value.value, expands: true, start, end: value.end },
    end: nextLine(text, value.end),
  };
}

function readValue(
  text: string,
  from: number,
  unclosed: Set<string>,
): { readonly value: string; readonly end: number } | undefined {
  const open = skipBlanks(text, from);
  const quote = text.charAt(open);
  if (quote !== '"' && quote !== "'") {
    const end = lineEnd(text, from);
    return {
      value: text.slice(from, end).replace(/\s#.*/, '').trim(),
      end,
    };
  }
  const close = unclosed.has(quote) ? -1 : closingQuote(text, open);
  if (close === -1) {
    unclosed.add(quote);
    return undefined;
  }
  return { value: unescape(text.slice(open + 1, close), quote), end: close + 1 };
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

function unescape(inner: string, quote: string): string {
  if (quote === "'") return inner.replace(/\\([\\'])/g, '$1');
  return inner.replace(/\\([\\'"abfnrtv])/g, (_, char: string) => escapes[char] ?? char);
}
