import { htmlCode, htmlProse, markdownCode, markdownProse, shown, visible } from './escape.ts';
import type { Text } from './text.ts';

/** Where in Markdown a text stands: in a line of its own, in a table cell, or inside an HTML element. */
export type MarkdownPlace = 'line' | 'cell' | 'html';

/** A text as Markdown, each piece escaped by what it is. */
export function markdown(value: Text, place: MarkdownPlace = 'line'): string {
  let result = '';
  for (const piece of value) {
    const next = typeof piece === 'string' ? prose(piece, place) : code(piece.code, place);
    // Two code spans side by side would read as one long fence.
    result += result.endsWith('`') && next.startsWith('`') ? `\u200B${next}` : next;
  }
  // A line start means something to Markdown only at the start of the whole text, so it is escaped piece by piece.
  return result;
}

function prose(words: string, place: MarkdownPlace): string {
  return place === 'html' ? htmlProse(words) : markdownProse(words);
}

function code(name: string, place: MarkdownPlace): string {
  return place === 'html' ? htmlCode(name) : markdownCode(name, place);
}

/** The start of a text, at most about `most` characters of it, cut between pieces or inside our words. */
export function clip(value: Text, most: number): Text {
  const pieces: Text[number][] = [];
  let left = most;
  for (const piece of value) {
    const words = typeof piece === 'string' ? piece : shown(piece.code);
    if (words.length > left || left <= 0) {
      const start = typeof piece === 'string' ? words.slice(0, left).replace(/[\uD800-\uDBFF]$/, '') : '';
      return [...pieces, `${start.trimEnd()}…`];
    }
    pieces.push(piece);
    left -= Math.max(1, words.length);
  }
  return pieces;
}

/** A text as a sentence: with a full stop, unless it ends already. */
export function sentence(value: Text): Text {
  const last = value.at(-1);
  return typeof last === 'string' && /[.?!…:]\s*$/.test(last) ? value : [...value, '.'];
}

/** A text in plain characters, for annotations and terminals: names as they are, those with spaces in backquotes. */
export function plainly(value: Text): string {
  return value.map((piece) => (typeof piece === 'string' ? visible(piece) : quoted(piece.code))).join('');
}

/** A name in plain characters, in backquotes when its ends would not be seen. */
export function quoted(name: string): string {
  const content = shown(name);
  return /\s/.test(content) || content === '' ? `\`${content}\`` : content;
}
