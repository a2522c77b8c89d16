import { lineEnd, nextLine } from '../assignment.ts';
import type { Assignment, EnvText } from '../assignment.ts';

/**
 * `node --env-file` and `util.parseEnv`: a name is everything up to the next `=`, so a line
 * without one is swallowed into the name after it; no escapes but `\n` in double quotes;
 * what stands behind a closing quote is passed over.
 */
export function readNodeEnvFile(text: string): EnvText {
  const assignments: Assignment[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.charAt(at) === '\n' || text.charAt(at) === ' ' || text.charAt(at) === '\r') {
      at += 1;
      continue;
    }
    if (text.charAt(at) === '#') {
      at = nextLine(text, at);
      continue;
    }
    const equals = text.indexOf('=', at);
    if (equals === -1) break;
    const name = text
      .slice(at, equals)
      .replace(/\r/g, '')
      .trim()
      .replace(/^export /, '');
    const start = at;
    let from = equals + 1;
    while (text.charAt(from) === ' ') from += 1;
    const { value, end } = readValue(text, from);
    if (name !== '') assignments.push({ name, value, expands: false, start, end });
    at = nextLine(text, end);
  }
  return { assignments };
}

function readValue(text: string, from: number): { readonly value: string; readonly end: number } {
  const quote = text.charAt(from);
  const close = /["'`]/.test(quote) ? text.indexOf(quote, from + 1) : -1;
  if (close !== -1) {
    const inner = text.slice(from + 1, close).replaceAll('\r\n', '\n');
    return { value: quote === '"' ? inner.replace(/\\n/g, '\n') : inner, end: close + 1 };
  }
  const end = lineEnd(text, from);
  const line = text.slice(from, end);
  const comment = line.indexOf('#');
  return { value: (comment === -1 ? line : line.slice(0, comment)).trim(), end };
}
