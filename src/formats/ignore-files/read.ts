import type { IgnorePattern } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';

/** Patterns in order: the last one that matches a path decides. */
export function readIgnoreFile({ text }: SourceFile): Reading {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const facts = text.split('\n').flatMap((raw, index): readonly IgnorePattern[] => {
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) return [];
    const negated = content.startsWith('!');
    const pattern = (negated ? content.slice(1) : content).replace(/^\\(?=[#!])/, '').trim();
    return pattern === '' || pattern === '/'
      ? []
      : [{ kind: 'ignore-pattern', line: index + 1, pattern, negated }];
  });
  return { facts };
}
