import { escapePattern } from '../escape-pattern.ts';

/** How a language writes what is no code. */
export interface Lexis {
  /** starts of comments that end with their line */
  readonly lineComments: readonly string[];
  readonly blockComments?: readonly (readonly [open: string, close: string])[];
  /** quotes, longer ones first; a backslash escapes */
  readonly quotes: readonly string[];
  /** Elixir: `~s(…)`, `~S"""…"""` */
  readonly sigils?: boolean;
  /** what stands for itself after the quote's escape: PowerShell has a backtick */
  readonly escape?: string;
}

export interface Literal {
  /** of the opening quote, 0-based */
  readonly offset: number;
  /** behind the closing quote */
  readonly end: number;
  readonly text: string;
}

export interface MaskedSource {
  /** the text with comments and the insides of strings blanked out, every character at its place */
  readonly code: string;
  /** strings by the offset of their opening quote */
  readonly literals: ReadonlyMap<number, Literal>;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** Tells code from comments and strings in one pass. What does not end, ends with the file and is no string. */
export function maskSource(text: string, lexis: Lexis): MaskedSource {
  const parts: string[] = [];
  const literals = new Map<number, Literal>();
  const openers = [
    ...lexis.lineComments,
    ...(lexis.blockComments ?? []).map(([open]) => open),
    ...lexis.quotes,
    ...(lexis.sigils === true ? ['~'] : []),
  ];
  const next = new RegExp(openers.map(escapePattern).join('|'), 'g');
  let at = 0;
  for (let match = next.exec(text); match; match = next.exec(text)) {
    const span = spanAt(text, match.index, match[0], lexis);
    if (!span) continue;
    parts.push(text.slice(at, match.index + span.opening));
    const inside = text.slice(match.index + span.opening, span.end - span.closing);
    if (span.isString) literals.set(match.index, { offset: match.index, end: span.end, text: inside });
    parts.push(inside.replace(/[^\n]/g, ' '), text.slice(span.end - span.closing, span.end));
    at = span.end;
    next.lastIndex = at;
  }
  parts.push(text.slice(at));
  return { code: parts.join(''), literals };
}

interface Span {
  readonly end: number;
  /** lengths of what stays in the code on both sides */
  readonly opening: number;
  readonly closing: number;
  readonly isString: boolean;
}

function spanAt(text: string, start: number, opener: string, lexis: Lexis): Span | undefined {
  if (lexis.lineComments.includes(opener)) {
    const end = text.indexOf('\n', start);
    return { end: end === -1 ? text.length : end, opening: 0, closing: 0, isString: false };
  }
  const block = lexis.blockComments?.find(([open]) => open === opener);
  if (block) {
    const end = text.indexOf(block[1], start + opener.length);
    const after = end === -1 ? text.length : end + block[1].length;
    return { end: after, opening: 0, closing: 0, isString: false };
  }
  if (opener !== '~') return stringAt(text, start, opener.length, opener, lexis.escape ?? '\\');
  const sigil = /^~[a-zA-Z]+("""|'''|[([{<"'|/])/.exec(text.slice(start, start + 20));
  const mark = sigil?.[1];
  if (!sigil || mark === undefined) return undefined;
  return stringAt(text, start, sigil[0].length, closing[mark] ?? mark, '\\');
}

function stringAt(text: string, start: number, opening: number, close: string, escape: string): Span {
  for (let at = start + opening; at < text.length; at += 1) {
    if (text[at] === escape) at += 1;
    else if (text.startsWith(close, at))
      return { end: at + close.length, opening, closing: close.length, isString: true };
  }
  return { end: text.length, opening, closing: 0, isString: false };
}
