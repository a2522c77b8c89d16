const mostMisses = 50;

/**
 * Lines of object keys that are asked for in the order in which they stand. `JSON.parse`
 * keeps that order, so one pass over the text with `indexOf` finds them all.
 */
export class KeyLines {
  readonly #text: string;
  #from = 0;
  /** line of the last key that was found, and up to where line breaks were counted for it */
  #line = 1;
  #counted = 0;
  /** a key that is written with escapes is not found; searching on and on for such would take forever */
  #misses = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Line of the next key of that name whose value opens with `opening`; the last known line when there is none. */
  next(key: string, opening: '{' | '"'): number {
    const quoted = JSON.stringify(key);
    let at = this.#misses > mostMisses ? -1 : this.#text.indexOf(quoted, this.#from);
    while (at !== -1 && !this.#opens(at + quoted.length, opening)) at = this.#text.indexOf(quoted, at + 1);
    if (at === -1) this.#misses += 1;
    else this.#from = at + quoted.length;
    const text = this.#text;
    for (
      let at = text.indexOf('\n', this.#counted);
      at !== -1 && at < this.#from;
      at = text.indexOf('\n', at + 1)
    ) {
      this.#line += 1;
      this.#counted = at + 1;
    }
    return this.#line;
  }

  #opens(at: number, opening: string): boolean {
    const text = this.#text;
    if (text.startsWith(`: ${opening}`, at)) return true;
    return /^\s*:\s*(.)/s.exec(text.slice(at, at + 80))?.[1] === opening;
  }
}
