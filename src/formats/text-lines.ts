const mostMisses = 50;

/** Lines of pieces of a text that are asked for in the order in which they stand: one pass finds them all. */
export class TextLines {
  readonly #text: string;
  #from = 0;
  #line = 1;
  #counted = 0;
  /** what is written in another way is not found; searching on and on for such would take forever */
  #misses = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Line of the next such piece; the last known line when there is none. */
  next(piece: string): number {
    const at = this.#misses > mostMisses ? -1 : this.#text.indexOf(piece, this.#from);
    if (at === -1) {
      this.#misses += 1;
      return this.#line;
    }
    this.#from = at + 1;
    let newline = this.#text.indexOf('\n', this.#counted);
    while (newline !== -1 && newline < at) {
      this.#line += 1;
      this.#counted = newline + 1;
      newline = this.#text.indexOf('\n', this.#counted);
    }
    return this.#line;
  }
}
