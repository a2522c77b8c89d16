/** Line numbers for offsets into one text, by binary search. */
export class Lines {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** 1-based line of a 0-based offset. */
  at(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** 0-based offset of the start of a 1-based line; of the end of the text when there is no such line. */
  offset(line: number): number {
    return this.#starts[line - 1] ?? this.#length;
  }
}

/** Line of the first unresolved merge conflict, or undefined. */
export function conflictLine(text: string): number | undefined {
  if (!text.includes('<<<<<<<')) return undefined;
  const start = /^<{7}(?: |\r?$)/m.exec(text);
  if (!start || !/^={7}\r?$/m.test(text) || !/^>{7}(?: |\r?$)/m.test(text)) return undefined;
  return text.slice(0, start.index).split('\n').length;
}
