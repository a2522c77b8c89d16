import type { Action } from './actions.ts';

/** A template with its actions taken out, so that what stands around them can be read as YAML. */
export interface Masked {
  /** as many lines as the template */
  readonly text: string;
  /** puts an action back where its mark stands */
  readonly restore: (text: string) => string;
  /** lines on which an action prints or repeats whole lines: what holds them has more than the file says */
  readonly printing: readonly number[];
}

const mark = 'x7helm';

/**
 * Actions inside of a line become a mark. Lines of nothing but actions become empty, except where one is
 * all there is below a key (`resources:` and `toYaml`): there the mark is the value.
 */
export function mask(text: string, actions: readonly Action[]): Masked {
  const kept: string[] = [];
  const printing: number[] = [];
  let masked = '';
  let at = 0;
  let isBlank = true;
  for (const action of actions) {
    const between = text.slice(at, action.start);
    const newline = between.lastIndexOf('\n');
    isBlank = (newline !== -1 || isBlank) && between.slice(newline + 1).trim() === '';
    masked += between;
    at = action.end;
    const lines = text.slice(action.start, action.end).replace(/[^\n]/g, '');
    const isControl = action.keyword !== '' && action.keyword !== 'template';
    const isAlone = isBlank && /^[ \t\r]*(?:\n|$|\{\{)/.test(text.slice(at, at + 200));
    if (isAlone && (!isControl || action.keyword === 'range')) printing.push(action.line);
    if (isControl || (isAlone && !isOnlyValue(masked.slice(-2000), text.slice(at, at + 2000))))
      masked += lines;
    else {
      isBlank = false;
      masked += `${mark}${kept.push(`{{ ${action.text.replace(/\s+/g, ' ')} }}`) - 1}x${lines}`;
    }
  }
  masked += text.slice(at);
  return {
    text: masked,
    restore: (marked) => marked.replace(/x7helm(\d+)x/g, (_, index: string) => kept[Number(index)] ?? ''),
    printing,
  };
}

/** The line before ends a key, and the next one is not deeper than it. */
function isOnlyValue(before: string, after: string): boolean {
  const lines = before
    .split('\n')
    .slice(-4, -1)
    .filter((line) => line.trim() !== '');
  const key = lines.at(-1) ?? '';
  if (!/^[ \t]*(?:- )?[\w./-]+:[ \t\r]*$/.test(key)) return false;
  const next = after
    .split('\n')
    .slice(1)
    .find((line) => line.replace(/\{\{.*?\}\}/g, '').trim() !== '');
  return next === undefined || indentOf(next) <= indentOf(key);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
