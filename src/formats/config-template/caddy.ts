import type { Read } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import { Lines } from '../lines.ts';

/** `{$DOMAIN}`, `{$DOMAIN:localhost}` when the file is read; `{env.TOKEN}` while Caddy runs. */
const placeholder = /\{\$([A-Za-z_]\w*)(:[^{}\n]{0,300})?\}|\{env\.([A-Za-z_]\w*)\}/g;

/** Variables that a Caddyfile fills in: without a value and a default they are empty. */
export function caddyReads(text: string): readonly Read[] {
  const lines = new Lines(text);
  return [...text.matchAll(placeholder)].flatMap((match): readonly Read[] => {
    const [, filled, fallback, later] = match;
    const start = text.lastIndexOf('\n', match.index) + 1;
    if (/^\s*#/.test(text.slice(start, Math.min(match.index, start + 200)))) return [];
    const read = { kind: 'read', name: filled ?? later ?? '', phase: 'run', via: 'caddy' } as const;
    const line = lines.at(match.index);
    const end = text.indexOf('\n', match.index);
    const row = text.slice(start, end === -1 ? undefined : end);
    // A whole line that somebody may add: where there is nothing, nothing is said.
    const isOption = row.trim() === match[0];
    if (fallback === undefined) return [{ ...read, strength: isOption ? 'guarded' : 'required', line }];
    return [{ ...read, strength: 'defaulted', fallback: digestOf(fallback.slice(1)), line }];
  });
}
