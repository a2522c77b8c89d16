/**
 * Time that work may take. What counts is what this process computed: on a busy machine much more may have passed, and
 * the same file must not be read on one day and refused on another.
 */
export class TimeBudget {
  readonly #milliseconds: number;
  readonly #end: number;
  readonly #start = process.cpuUsage();

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.#end = performance.now() + milliseconds;
  }

  get isSpent(): boolean {
    // Before that much has passed it cannot have been computed, and to ask for it is slow.
    if (performance.now() <= this.#end) return false;
    const { user, system } = process.cpuUsage(this.#start);
    return (user + system) / 1000 > this.#milliseconds;
  }
}
