/** One name that an env file gives, as one loader understands it. */
export interface Assignment {
  readonly name: string;
  /** quotes and escapes resolved, variables not yet filled in; null: taken from where the loader runs */
  readonly value: string | null;
  /** the loader fills in variables in it */
  readonly expands: boolean;
  /** 0-based, of the name and past the value */
  readonly start: number;
  readonly end: number;
}

export interface EnvText {
  /** in order; a name may come more than once */
  readonly assignments: readonly Assignment[];
  /** offset at which the loader refuses the file as a whole */
  readonly refusedAt?: number;
}

/** Offset of the line break at or after `from`, without a carriage return before it; the end of the text if none. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end === -1) return text.length;
  return end > from && text.charAt(end - 1) === '\r' ? end - 1 : end;
}

/** Offset of the next line. */
export function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}

/** Offset of the first character that is no blank; line breaks count as blank when `across` is set. */
export function skipBlanks(text: string, from: number, across = false): number {
  const blank = across ? /\s*/y : /[^\S\r\n]*/y;
  blank.lastIndex = from;
  return from + (blank.exec(text)?.[0].length ?? 0);
}

/** Offset of the quote that closes the one at `open`, escaped ones passed over; -1 when there is none. */
export function closingQuote(text: string, open: number): number {
  const quote = text.charAt(open);
  for (let at = open + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === quote) return at;
  }
  return -1;
}
