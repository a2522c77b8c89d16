import { Unreadable } from '../format.ts';
import { conflictLine, Lines } from '../lines.ts';

/** One `{{ … }}` of a template. */
export interface Action {
  /** 0-based offsets of the braces */
  readonly start: number;
  readonly end: number;
  /** 1-based */
  readonly line: number;
  /** between the braces, without trim marks */
  readonly text: string;
  /** the keyword of a control action, empty for one that prints */
  readonly keyword: string;
}

const keywords = /^(if|else|end|range|with|define|block|template|break|continue)\b/;

/** The actions of a template in order. Throws when one does not end, or on merge conflict marks. */
export function actionsOf(text: string): readonly Action[] {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const lines = new Lines(text);
  const found: Action[] = [];
  for (let start = text.indexOf('{{'); start !== -1;) {
    const end = endOf(text, start + 2);
    const line = lines.at(start);
    if (end === -1) throw new Unreadable('unparsable', `The action at line ${line} does not end`);
    const inner = text
      .slice(start + 2, end - 2)
      .replace(/^-\s|\s-$/g, ' ')
      .trim();
    const isComment = inner.startsWith('/*');
    const keyword = isComment
      ? 'comment'
      : (keywords.exec(inner)?.[1] ?? (/^\$\w*\s*:?=/.test(inner) ? 'set' : ''));
    found.push({ start, end, line, text: inner, keyword });
    start = text.indexOf('{{', end);
  }
  return found;
}

/** Behind the closing braces; strings and comments may hold braces. */
function endOf(text: string, from: number): number {
  const comment = /^-?\s*\/\*/.test(text.slice(from, from + 20)) ? text.indexOf('*/', from) : from;
  if (comment === -1) return -1;
  for (let at = comment; at < text.length; at += 1) {
    const character = text[at];
    if (character === '}' && text[at + 1] === '}') return at + 2;
    if (character === '`') at = closing(text, at, '`');
    if (character === '"') at = closing(text, at, '"');
    if (at === -1) return -1;
  }
  return -1;
}

function closing(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === quote) return at;
    if (text[at] === '\\' && quote === '"') at += 1;
    // A string of double quotes ends on its line.
    if (text[at] === '\n' && quote === '"') return -1;
  }
  return -1;
}
