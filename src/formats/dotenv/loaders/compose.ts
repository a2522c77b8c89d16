import { closingQuote, lineEnd, nextLine, skipBlanks } from '../assignment.ts';
import type { Assignment, EnvText } from '../assignment.ts';

const key = /(?:export\s+)?([^=:#\n]*)(=|:|\r?\n|$)/y;

/**
 * Docker Compose, `.env` and `env_file`: `=` or `:`, two kinds of quotes, over several lines;
 * variables are filled in outside of single quotes; a name alone is taken from the shell;
 * what it does not understand ends the reading of the whole file.
 */
export function readComposeEnv(text: string): EnvText {
  const assignments: Assignment[] = [];
  let at = skipBlanks(text, 0, true);
  while (at < text.length) {
    if (text.charAt(at) === '#') {
      at = skipBlanks(text, nextLine(text, at), true);
      continue;
    }
    key.lastIndex = at;
    const found = key.exec(text);
    const name = found?.[1]?.trim() ?? '';
    if (!found || !/^[\w.[\]-]+$/.test(name)) return { assignments: [], refusedAt: at };
    const alone = found[2] !== '=' && found[2] !== ':';
    const value = alone
      ? { value: null, expands: false, end: at + found[0].length }
      : readValue(text, at + found[0].length);
    if (!value) return { assignments: [], refusedAt: at };
    assignments.push({ name, ...value, start: at });
    at = skipBlanks(text, afterQuoted(text, value.end), true);
  }
  return { assignments };
}

function readValue(text: string, separatorEnd: number): Omit<Assignment, 'name' | 'start'> | undefined {
  const from = skipBlanks(text, separatorEnd);
  const quote = text.charAt(from);
  if (quote !== '"' && quote !== "'") {
    const end = lineEnd(text, from);
    const value = text.slice(from, end).replace(/\s#.*/, '').trim();
    return { value, expands: true, end };
  }
  const close = closingQuote(text, from);
  if (close === -1) return undefined;
  const inner = text.slice(from + 1, close);
  if (quote === "'") return { value: inner.replace(/\\'/g, "'"), expands: false, end: close + 1 };
  return { value: unescape(inner), expands: true, end: close + 1 };
}

/** A comment behind a closing quote belongs to the line; anything else there begins a new name. */
function afterQuoted(text: string, end: number): number {
  const next = skipBlanks(text, end);
  return text.charAt(next) === '#' ? nextLine(text, next) : end;
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

/** `\$` is kept for the step that fills in variables, where it stands for a plain `$`. */
function unescape(inner: string): string {
  return inner.replace(/\\([abfnrtv"'\\$])/g, (_, char: string) =>
    char === '$' ? '$$' : (escapes[char] ?? char),
  );
}
