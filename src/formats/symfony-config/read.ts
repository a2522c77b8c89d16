import type { Reading, SourceFile } from '../format.ts';
import { Unreadable } from '../format.ts';
import { conflictLine, Lines } from '../lines.ts';
import { symfonyReads } from '../symfony-env.ts';

/** Variables of the file, comments left out. Read as text: Symfony's tags and `@service` names are of no use here. */
export function readSymfonyConfig({ text }: SourceFile): Reading {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const lines = new Lines(text);
  // Parameters of the form `env(X): value` are fallbacks.
  const defaults = new Set(
    [...text.matchAll(/^\s*['"]?env\((\w+)\)['"]?\s*:/gm)].map((match) => match[1] ?? ''),
  );
  const reads = symfonyReads(text, (offset) => lines.at(offset), defaults);
  return { facts: reads.filter(({ line }) => !isComment(text, lines.offset(line))) };
}

function isComment(text: string, start: number): boolean {
  return /^\s*#/.test(text.slice(start, start + 200));
}
