import type { Declaration } from '../../system/facts.ts';
import { readEnvText } from '../dotenv/loaders.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine, Lines } from '../lines.ts';
import { variableName } from '../platform-facts.ts';

/** Each variable with what the decorators in the comment above it, or behind it, ask for. */
export function readEnvSchema({ text }: SourceFile): Reading {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const lines = new Lines(text);
  const rows = text.split('\n');
  const byDefault = /^#.*@defaultRequired\s*=\s*(true|false)/m.exec(text)?.[1];
  const facts = readEnvText(text, 'dotenv').assignments.flatMap((assignment): readonly Declaration[] => {
    const { name, value } = assignment;
    if (!variableName.test(name)) return [];
    const line = lines.at(assignment.start);
    const words = decoratorsOf(rows, line - 1, text.slice(assignment.start, assignment.end));
    const defaulted = value !== null && value.trim() !== '';
    const required =
      /@required\b(?!\s*=\s*false)/.test(words) || (!/@optional\b/.test(words) && byDefault === 'true');
    return [
      {
        kind: 'declaration',
        name,
        role: 'validated',
        phase: 'run',
        required: required && !defaulted,
        defaulted,
        line,
      },
    ];
  });
  return { facts };
}

/** The comment lines right above, up to an empty line or a ruler. */
function decoratorsOf(rows: readonly string[], index: number, own: string): string {
  const found = [/\s#(.*)$/m.exec(own)?.[1] ?? ''];
  for (let at = index - 1; at >= 0 && /^#(?!\s*-{3})/.test(rows[at] ?? ''); at -= 1)
    found.push(rows[at] ?? '');
  return found.join('\n');
}
