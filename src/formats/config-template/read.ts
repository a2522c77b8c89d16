import type { Read } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine, Lines } from '../lines.ts';
import { Unreadable } from '../format.ts';
import { dialectOf } from './dialects.ts';
import type { Dialect } from './dialects.ts';
import { caddyReads } from './caddy.ts';

/**
 * Escapes, `${X…}` with at most one level of braces inside, Grafana's `$__env{X}`, `$X`, and the
 * `{{ env "X" }}` of Traefik and KrakenD.
 */
const expression =
  /\$\$|\\\$|\$\{(env:)?([A-Za-z_]\w*)((?::?[-=?+]|:)(?:[^{}\n]|\$\{[^{}\n]{0,200}\}){0,300})?\}|\$__env\{(\w+)\}|\$([A-Z][A-Z0-9_]+)\b|\{\{-?\s{0,9}env\s{1,9}"(\w+)"/g;

/** Variables that a configuration needs from the environment. */
export function readConfigTemplate({ path, text }: SourceFile): Reading {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const dialect = dialectOf(path);
  // In JavaScript that is filled in, `${X}` between backticks is JavaScript's own.
  if (!dialect || isOwnTemplate(path, text)) return { facts: [] };
  if (dialect.caddy) return { facts: caddyReads(text) };
  const lines = new Lines(text);
  const facts = [...text.matchAll(expression)].flatMap((match) => {
    if (isComment(text, match.index)) return [];
    return readsIn(match, dialect, lines.at(match.index));
  });
  return { facts };
}

function isOwnTemplate(path: string, text: string): boolean {
  return /\.(?:js|lua)(?:\.|$)/i.test(path) && text.includes('`');
}

/** The line starts as a comment does in all of these languages. */
function isComment(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^\s*(?:#|;|\/\/|<!--)/.test(text.slice(start, Math.min(offset, start + 200)));
}

function readsIn(match: RegExpExecArray, dialect: Dialect, line: number): readonly Read[] {
  const [, marker, braced, rest = '', grafana, bare, template] = match;
  const read = (name: string, strength: Read['strength'], fallback?: string): Read => {
    const digest = fallback === undefined ? {} : { fallback: digestOf(fallback) };
    return { kind: 'read', name, line, strength, phase: 'run', via: dialect.via, ...digest };
  };
  const plain = grafana ?? template;
  if (plain !== undefined) return [read(plain, 'required')];
  if (bare !== undefined) return dialect.bare ? [read(bare, 'required')] : [];
  if (braced === undefined) return [];
  // Other spellings are variables of nginx, of a dashboard or of the language itself.
  if (marker === undefined && (dialect.marked || !/^[A-Z][A-Z0-9_]+$/.test(braced))) return [];
  const operator = /^:?[-=?+]/.exec(rest)?.[0] ?? (rest.startsWith(':') ? ':' : '');
  if (operator === ':' && !dialect.colon) return [];
  const word = rest.slice(operator.length);
  const inner = [...word.matchAll(/\$\{(?:env:)?([A-Z][A-Z0-9_]+)/g)].map((nested) =>
    read(nested[1] ?? '', 'guarded'),
  );
  if (operator === '' || operator.endsWith('?')) return [read(braced, 'required')];
  if (operator.endsWith('+')) return [read(braced, 'guarded'), ...inner];
  return [read(braced, 'defaulted', word.includes('$') ? undefined : word), ...inner];
}
