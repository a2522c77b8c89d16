import { escapePattern } from '../../formats/escape-pattern.ts';

/** A value put into a string: `${id}`, `#{id}`, `{id}`, `%s`, `$id`, or a plain number. */
const inserted = String.raw`(?:[$#]?\{[^{}\n]{0,80}\}|%[-0-9.]{0,4}[a-z]|\$[A-Za-z_][\w.]{0,60}|\d+)`;

/** The string ends, something is added, and another string goes on: `" + id + "`. */
const joined = String.raw`["'\x60]\s{0,4}[+.]\s{0,4}[\w.()[\]$>-]{1,80}\s{0,4}[+.]\s{0,4}["'\x60]`;

/** The string ends and something is added: `" + id`. */
const added = String.raw`["'\x60]\s{0,4}[+.]\s{0,4}[\w$(]`;

/** What an address begins with: a quote, a host, or something that was put in before it. */
const start = String.raw`(?:["'\x60](?:(?:GET|POST|PUT|PATCH|DELETE) )?\/?|(?:https?:)?\/\/[^\/\s"'\x60]{1,200}\/|\}\/|\$\w{1,60}\/|%[sv]\/)`;

/**
 * Finds a path in a line of code, with whatever stands for its parameters. The
 * match has to begin where an address begins: a longer path is another operation.
 * Null for a path without a constant part.
 */
export function pathPattern(path: string, prefixes: readonly string[]): RegExp | null {
  const parts = path.split('/').filter((part) => part !== '');
  if (!parts.some((part) => !part.includes('{'))) return null;
  const known = prefixes.filter((prefix) => prefix !== '').map((prefix) => escapePattern(prefix.slice(1)));
  const prefix = `(?:(?:${[...known, String.raw`(?:api\/)?v\d+`, 'api'].join('|')})\\/)?`;
  const end = String.raw`(?=\/?(?:["'\x60?)\s]|#(?!\{)|$))`;
  const pieces = parts.map((part, index) => {
    const slash = index === 0 ? '' : '\\/';
    const isLast = index === parts.length - 1;
    const after = isLast ? end : '';
    if (!part.includes('{')) return slash + escapePattern(part) + after;
    const value = part
      .split(/\{[^{}]*\}/)
      .map(escapePattern)
      .join(inserted);
    return `${slash}(?:${value}${after}|${isLast ? added : joined})`;
  });
  return new RegExp(`${start}${prefix}${pieces.join('')}`);
}
