import type { Move } from '../change.ts';
import { anyParts } from './shape.ts';
import { phrase, report, show } from './site.ts';
import type { Site } from './site.ts';
import { number, typeBits } from './types.ts';

/** Formats whose meaning the specifications fix; any other is a word between the two sides. */
const knownFormats = new Set(
  (
    'date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference iri ' +
    'iri-reference uri-template uuid regex json-pointer relative-json-pointer byte binary int32 int16 int8 float base64url'
  ).split(' '),
);

/** Formats that take in all that another one does. */
const wider: Readonly<Record<string, string>> = {
  int8: 'int16 int32 float',
  int16: 'int32 float',
  int32: 'float',
  uri: 'uri-reference iri iri-reference',
  iri: 'iri-reference',
  'uri-reference': 'iri-reference',
  email: 'idn-email',
  hostname: 'idn-hostname',
};

function isInside(format: string, other: string): boolean {
  return Object.hasOwn(wider, format) && wider[format]?.split(' ').includes(other) === true;
}

/** Patterns, formats and encoded content. */
export function compareStrings(site: Site): void {
  const { old, new: next } = site;
  const types = old.types & next.types;
  const enumerated = old.values !== undefined && next.values !== undefined;
  if (!enumerated && (types & (typeBits.string | number)) !== 0) compareFormats(site);
  if ((types & typeBits.string) === 0) return;
  if (!enumerated) comparePatterns(site);
  compareContent(site, 'contentEncoding', 'content-encoding');
  compareContent(site, 'contentMediaType', 'content-media-type');
  if (old.contentSchema || next.contentSchema)
    site.inner(old.contentSchema ?? anyParts, next.contentSchema ?? anyParts);
}

function compareFormats(site: Site): void {
  const removed = [...site.old.formats].filter((format) => !site.new.formats.has(format));
  const added = [...site.new.formats].filter((format) => !site.old.formats.has(format));
  if (removed.length === 0 && added.length === 0) return;
  const known = [...removed, ...added].every((format) => knownFormats.has(format));
  const move: Move = !known
    ? 'unknown'
    : removed.length === 0
      ? 'narrowed'
      : added.length === 0
        ? 'widened'
        : exchanged(removed, added);
  const [from, to] = [show(removed.join(', ')), show(added.join(', '))];
  const words =
    removed.length === 0
      ? phrase`now has the format ${to}`
      : added.length === 0
        ? phrase`no longer has the format ${from}`
        : phrase`changed format from ${from} to ${to}`;
  const kind = removed.length === 0 ? 'added' : added.length === 0 ? 'removed' : 'changed';
  const reason = known ? {} : { reason: 'The meaning of the format is not fixed by a specification' };
  // Whatever it means, a format that comes takes nothing in, and one that goes leaves nothing out.
  const isHarmless = site.direction === 'request' ? added.length === 0 : removed.length === 0;
  const level = isHarmless ? { level: 'compatible' as const } : {};
  report(site, `format-${kind}`, move, words, { keyword: 'format', ...reason, ...level });
}

function exchanged([old = '', ...more]: readonly string[], [next = '', ...others]: readonly string[]): Move {
  if (more.length + others.length > 0) return 'changed';
  return isInside(old, next) ? 'widened' : isInside(next, old) ? 'narrowed' : 'changed';
}

function comparePatterns(site: Site): void {
  const removed = [...site.old.patterns].filter((pattern) => !site.new.patterns.has(pattern));
  const added = [...site.new.patterns].filter((pattern) => !site.old.patterns.has(pattern));
  const keyword = 'pattern';
  if (removed.length === 0 && added.length > 0) {
    report(site, 'pattern-added', 'narrowed', phrase`now has to match ${show(added.join(' and '))}`, {
      keyword,
    });
  } else if (removed.length > 0 && added.length === 0) {
    // No reader takes a string apart because of a pattern that the contract names.
    const words = phrase`no longer has to match ${show(removed.join(' and '))}`;
    report(site, 'pattern-removed', 'widened', words, { keyword, level: 'compatible' });
  } else if (removed.length > 0) {
    const words = phrase`has to match ${show(added.join(' and '))} instead of ${show(removed.join(' and '))}`;
    const reason = 'Which strings two patterns have in common is not computed';
    report(site, 'pattern-changed', 'unknown', words, { keyword, reason });
  }
}

function compareContent(site: Site, keyword: 'contentEncoding' | 'contentMediaType', kind: string): void {
  const from = site.old[keyword];
  const to = site.new[keyword];
  if (from === to) return;
  if (from === undefined) {
    report(site, `${kind}-added`, 'narrowed', phrase`now holds ${show(to)}`, { keyword });
  } else if (to === undefined) {
    report(site, `${kind}-removed`, 'widened', phrase`no longer holds ${show(from)}`, { keyword });
  } else {
    report(site, `${kind}-changed`, 'changed', phrase`now holds ${show(to)} instead of ${show(from)}`, {
      keyword,
    });
  }
}
