import type { Accepts } from '../system/accepted-values.ts';
import { digestOf } from '../system/value-shape.ts';

/**
 * What a regular expression asks for, where its text says so plainly. No expression of a repository is ever
 * run: it might take for ever, and the text that it would be run on is not kept.
 */
export function acceptsOfPattern(source: string): Accepts {
  const body = /^\^(.+)\$$/s.exec(source)?.[1] ?? '';
  if (/^(?:\\d|\[0-9\])\+$/.test(body)) return { type: 'integer', minimum: 0 };
  const alternatives = /^\((?:\?:)?([\w.-]+(?:\|[\w.-]+)*)\)$/.exec(body)?.[1]?.split('|');
  if (alternatives && !alternatives.some((word) => word.includes('.')))
    return { oneOf: alternatives.map((word) => digestOf(word)) };
  const schemes = /^\^\(?(?:\?:)?([a-z][a-z0-9+?|-]*)\)?:(?:\\?\/){2}/.exec(source)?.[1];
  return schemes === undefined ? {} : schemesOf(schemes);
}

/** `postgres(?:ql)?` is told from `https?` and `http|https` only: anything else is no plain scheme. */
function schemesOf(text: string): Accepts {
  const schemes = text
    .split('|')
    .flatMap((scheme) => (scheme.endsWith('?') ? [scheme.slice(0, -2), scheme.slice(0, -1)] : [scheme]));
  return schemes.every((scheme) => /^[a-z][a-z0-9+-]*$/.test(scheme)) ? { schemes } : {};
}
