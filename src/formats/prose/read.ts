import type { ComposeStart } from '../../system/facts.ts';
import { composeStartOf } from '../compose-start-command.ts';
import type { Reading, SourceFile } from '../format.ts';
import { shellCommands } from '../shell-commands.ts';

const fence = /^[ \t>]{0,20}(`{3,}|~{3,})[ \t]*([\w-]*)/;
const shells = /^(?:|sh|bash|shell|zsh|console|shell-?session|terminal|text)$/i;

/** Compose files that commands in fences and in running text start together. Nothing else is taken from prose. */
export function readProse({ text }: SourceFile): Reading {
  const facts: ComposeStart[] = [];
  let block: { readonly mark: string; readonly line: number; readonly rows: string[] | null } | null = null;
  for (const [index, row] of text.split(/\r?\n/).entries()) {
    const [, mark, language = ''] = fence.exec(row) ?? [];
    if (block && mark?.startsWith(block.mark) && language === '') {
      if (block.rows) facts.push(...startsIn(block.rows, block.line));
      block = null;
    } else if (block) block.rows?.push(row);
    else if (mark !== undefined) block = { mark, line: index + 2, rows: shells.test(language) ? [] : null };
    else
      for (const [, code = ''] of row.matchAll(/`([^`]{0,500}\bcompose\b[^`]{0,500})`/g))
        facts.push(...startsIn([code], index + 1));
  }
  return { facts };
}

function startsIn(rows: readonly string[], line: number): readonly ComposeStart[] {
  // Whoever follows the text stands in the clone, not above it.
  const isCloned = rows.some((row) => /\bgit clone\b/.test(row));
  const script = rows
    .map((row) => row.replace(/^[ \t>]*(?:[$#%❯][ \t]+)?/, ''))
    .map((row) => (isCloned ? row.replace(/\bcd\s+[^\s;&|]+/, ':') : row))
    .join('\n');
  return shellCommands(script, '').flatMap((command): readonly ComposeStart[] => {
    const start = composeStartOf(command);
    if (!start) return [];
    return [
      { kind: 'compose-start', line: line + command.line, paths: start.paths, placed: false, unit: 'prose' },
    ];
  });
}
