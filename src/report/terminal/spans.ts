import { shown, terminalSafe } from '../escape.ts';
import type { Text } from '../text.ts';

export type Ink = 'red' | 'yellow' | 'green' | 'cyan' | 'dim' | 'bold';

const codes: Readonly<Record<Ink, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** A run of characters that is shown in one ink. Already safe for a terminal. */
export interface Span {
  readonly words: string;
  readonly ink?: Ink | undefined;
}

export type Paint = (words: string, ink?: Ink) => string;

/** Colours words, or leaves them as they are. */
export function painter(colour: boolean): Paint {
  return (words, ink) => {
    if (!colour || ink === undefined || words === '') return words;
    const [on, off] = codes[ink];
    return `\u001B[${on}m${words}\u001B[${off}m`;
  };
}

/** A text as spans: names stand out by colour, or in backquotes where there is none and their ends would not be seen. */
export function spansOf(value: Text, colour: boolean): readonly Span[] {
  return value.map((piece) => {
    if (typeof piece === 'string') return { words: terminalSafe(piece) };
    const name = terminalSafe(shown(piece.code));
    const quote = name === '' || (!colour && /\s/.test(name));
    return { words: quote ? `\`${name}\`` : name, ink: 'cyan' };
  });
}

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;

/** Columns that text takes: East Asian wide characters and emoji two, combining marks none. */
export function columns(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : /\p{M}/u.test(character) ? 0 : 1;
  return width;
}

/**
 * Spans set in lines of at most `width` columns, broken at spaces; a word that is longer
 * than a line is broken inside.
 */
export function wrap(spans: readonly Span[], width: number, paint: Paint): readonly string[] {
  const lines: Span[][] = [[]];
  let used = 0;
  const put = (span: Span) => lines.at(-1)?.push(span);
  const next = () => {
    lines.push([]);
    used = 0;
  };
  for (const word of words(spans)) {
    const size = columns(word.map((span) => span.words).join(''));
    const gap = used > 0 && word[0]?.words.startsWith(' ') ? 1 : 0;
    const bare = size - (word[0]?.words.startsWith(' ') ? 1 : 0);
    if (used > 0 && used + gap + bare > width) next();
    for (const [index, span] of word.entries()) {
      const text = index === 0 && used === 0 ? span.words.replace(/^ /, '') : span.words;
      for (const chunk of chunks(text, width)) {
        if (used > 0 && used + columns(chunk) > width) next();
        put({ ...span, words: chunk });
        used += columns(chunk);
      }
    }
  }
  return lines.map((line) => line.map((span) => paint(span.words, span.ink)).join(''));
}

/** Words, each with the space before it; a word may go over several spans. */
function words(spans: readonly Span[]): readonly (readonly Span[])[] {
  const result: Span[][] = [[]];
  for (const { words: text, ink } of spans) {
    for (const part of text.replace(/ +/g, ' ').split(/(?= )/)) {
      if (part.startsWith(' ')) result.push([]);
      if (part !== '') result.at(-1)?.push({ words: part, ink });
    }
  }
  return result.filter((word) => word.length > 0);
}

function chunks(text: string, width: number): readonly string[] {
  if (columns(text) <= width) return [text];
  const result: string[] = [];
  let chunk = '';
  for (const character of text) {
    if (columns(chunk + character) > width) {
      result.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  return [...result, chunk];
}
