import type { Fact } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { PartialGap, Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { folderOf } from '../paths.ts';
import { shellFacts } from '../shell-facts.ts';

/**
 * A process unit per line. Its environment is open: the platform that starts it adds to it. Of the
 * command only the file that it runs is kept, seen from the Procfile's folder, where every platform starts it.
 */
export function readProcfile({ path, text }: SourceFile): Reading {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const facts: Fact[] = [];
  const gaps: PartialGap[] = [];
  const directory = folderOf(path);
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.trim();
    const line = index + 1;
    if (content === '' || content.startsWith('#')) continue;
    const found = /^([\w-]+):\s*(\S.*)$/.exec(content);
    const [, unit, command] = found ?? [];
    if (unit === undefined || command === undefined) {
      if (gaps.length === 0)
        gaps.push({ reason: 'unparsable', detail: `Line ${line} is no process type and command` });
      continue;
    }
    facts.push({ kind: 'unit', line, name: unit, type: 'process', open: ['the platform'] });
    facts.push(...shellFacts(command, { line, folded: true, directory, unit }));
  }
  return gaps.length > 0 ? { facts, gaps } : { facts };
}
