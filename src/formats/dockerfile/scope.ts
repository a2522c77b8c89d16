import { interpolate } from '../interpolation.ts';
import type { Dialect, Interpolation } from '../interpolation.ts';

/** What ARG and ENV have said up to an instruction. */
export class Scope {
  readonly #escape: Dialect['escape'];
  /** undefined: named, but its value comes from outside */
  readonly #arguments: Map<string, string | undefined>;
  readonly #environment: Map<string, string | undefined>;

  constructor(escape: Dialect['escape'], environment: ReadonlyMap<string, string | undefined> = new Map()) {
    this.#escape = escape;
    this.#arguments = new Map();
    this.#environment = new Map(environment);
  }

  has(name: string): boolean {
    return this.#environment.has(name) || this.#arguments.has(name);
  }

  valueOf(name: string): string | undefined {
    return this.#environment.has(name) ? this.#environment.get(name) : this.#arguments.get(name);
  }

  /** ARG */
  accept(name: string, value: string | undefined): void {
    this.#arguments.set(name, value);
  }

  /** ENV; from here on it hides an ARG of the name. */
  set(name: string, value: string | undefined): void {
    this.#environment.set(name, value);
  }

  /** A stage that starts from this one gets its ENV, not its ARG. */
  child(): Scope {
    return new Scope(this.#escape, this.#environment);
  }

  fillIn(text: string): Interpolation {
    return interpolate(text, { escape: this.#escape, known: (name) => this.valueOf(name) });
  }

  /** Undefined when something outside of the file decides it. */
  known(text: string): string | undefined {
    const filled = this.fillIn(text);
    return filled.resolved ? filled.text : undefined;
  }
}
