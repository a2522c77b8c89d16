/** A block of code in which paths have a prefix. */
export interface Scope {
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The block that begins in the line of an offset, as people indent it: up to the first line that is indented no
 * deeper. A line that only closes something belongs to the block before it.
 */
export function blockEnd(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const own = indentation(text, start);
  for (let end = text.indexOf('\n', at); end !== -1; end = text.indexOf('\n', end + 1)) {
    const next = end + 1;
    const first = next + indentation(text, next);
    const character = text[first];
    if (character === undefined) break;
    if (character !== '\n' && character !== '\r' && first - next <= own) return next;
  }
  return text.length;
}

/** Prefixes of the blocks around an offset, outermost first. */
export function prefixesAt(scopes: readonly Scope[], at: number): readonly string[] {
  return scopes
    .filter(({ from, to }) => from < at && at < to)
    .toSorted((a, b) => a.from - b.from)
    .map(({ prefix }) => prefix);
}

function indentation(text: string, start: number): number {
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  return end - start;
}

/** Whether an offset lies in a line that begins as a comment. */
export function isCommented(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^\s*(?:\/\/|\/?\*|#(?!\[)|--|<!--)/.test(text.slice(start, Math.min(at + 3, start + 200)));
}
