import { isTrivialPattern } from './meet.ts';

/** Whether a payload is valid; undefined when that cannot be told. */
export type Verdict = boolean | undefined;

/** Parts of a pattern that is a literal with optional anchors: the only ones that are understood, for patterns are never run. */
export interface LiteralPattern {
  readonly fromStart: boolean;
  readonly words: string;
  readonly toEnd: boolean;
}

export function literalPattern(pattern: string): LiteralPattern | undefined {
  const literal = /^(\^?)([\w:/ @#%&,;=-]+)(\$?)$/.exec(pattern);
  if (!literal) return undefined;
  const [, start, words = '', end] = literal;
  return { fromStart: start !== '', words, toEnd: end !== '' };
}

export function matchesPattern(pattern: string, value: string): Verdict {
  if (isTrivialPattern(pattern)) return true;
  const literal = literalPattern(pattern);
  if (!literal) return undefined;
  const { fromStart, words, toEnd } = literal;
  if (fromStart && toEnd) return value === words;
  if (fromStart) return value.startsWith(words);
  return toEnd ? value.endsWith(words) : value.includes(words);
}

interface KnownFormat {
  /** a valid value */
  readonly sample: string;
  /** what all valid values match, and many others */
  readonly outline: RegExp;
}

/** Formats of strings, as far as examples of them need to be told from other strings. */
const known: Readonly<Record<string, KnownFormat>> = {
  date: { sample: '2024-02-01', outline: /^\d{4}-\d\d-\d\d$/ },
  'date-time': { sample: '2024-02-01T12:00:00Z', outline: /^\d{4}-\d\d-\d\d[Tt ]/ },
  time: { sample: '12:00:00Z', outline: /^\d\d:\d\d/ },
  duration: { sample: 'P1D', outline: /^P/ },
  email: { sample: 'a@example.org', outline: /@/ },
  hostname: { sample: 'example.org', outline: /^[^\s/@]+$/ },
  ipv4: { sample: '192.0.2.1', outline: /^\d+\.\d+\.\d+\.\d+$/ },
  ipv6: { sample: '2001:db8::1', outline: /:/ },
  uri: { sample: 'https://example.org/', outline: /^[A-Za-z][A-Za-z0-9+.-]*:/ },
  url: { sample: 'https://example.org/', outline: /:/ },
  uuid: { sample: '00000000-0000-4000-8000-000000000000', outline: /^[0-9A-Fa-f-]{36}$|^urn:uuid:/ },
  byte: { sample: 'YQ==', outline: /^[\w+/=\s-]*$/ },
};

/** A valid value of a format; undefined for formats that are not known. */
export function formatSample(format: string): string | undefined {
  return Object.hasOwn(known, format) ? known[format]?.sample : undefined;
}

export function hasFormat(format: string, value: string): Verdict {
  const found = Object.hasOwn(known, format) ? known[format] : undefined;
  if (!found) return undefined;
  if (value === found.sample) return true;
  return found.outline.test(value) ? undefined : false;
}
