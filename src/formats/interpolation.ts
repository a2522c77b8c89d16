/** A `$X` or `${X…}` in a text. */
export interface Expansion {
  readonly name: string;
  /** of the `$`, 0-based */
  readonly offset: number;
  /** `${X:-d}` and `${X-d}`, `${X:?e}`, `${X:+a}`; anything else a shell does with a variable is `plain` */
  readonly operator: 'plain' | 'default' | 'required' | 'alternative';
  /** what stands after `:-`, fallbacks inside it filled in; absent when it needs a variable itself */
  readonly fallback?: string;
}

export interface Interpolation {
  /** in order of offset, those inside a fallback too */
  readonly expansions: readonly Expansion[];
  /** the text with known values and fallbacks filled in; what is not known stands there as `${X}` */
  readonly text: string;
  /** no `${X}` is left in `text` */
  readonly resolved: boolean;
  /** offset of an expression that cannot be read; what follows it was left alone */
  readonly malformedAt?: number;
}

export interface Dialect {
  /** what stands for a plain `$`: doubled (Compose), after a backslash or what a Dockerfile has instead */
  readonly escape: '$$' | '\\$' | '`$';
  /** values that the file itself gives */
  readonly known?: (name: string) => string | undefined;
}

const deepest = 32;

/** Finds the variables in a text and fills in what is known. Takes time in proportion to the text. */
export function interpolate(text: string, dialect: Dialect): Interpolation {
  if (!text.includes('$')) return { expansions: [], text, resolved: true };
  const scanner = new Scanner(text, dialect);
  const { value, resolved } = scanner.scan(0);
  return {
    expansions: scanner.expansions.toSorted((a, b) => a.offset - b.offset),
    text: value,
    resolved,
    ...(scanner.malformedAt === undefined ? {} : { malformedAt: scanner.malformedAt }),
  };
}

interface Scanned {
  readonly value: string;
  readonly resolved: boolean;
}

class Scanner {
  readonly expansions: Expansion[] = [];
  malformedAt: number | undefined;
  #at = 0;
  readonly #text: string;
  readonly #dialect: Dialect;

  constructor(text: string, dialect: Dialect) {
    this.#text = text;
    this.#dialect = dialect;
  }

  /** To the end of the text or, inside braces, to the `}` that closes them. */
  scan(depth: number): Scanned {
    const parts: string[] = [];
    let resolved = true;
    while (this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at);
      if (char === '}' && depth > 0) break;
      if (this.#text.startsWith(this.#dialect.escape, this.#at)) {
        parts.push('$');
        this.#at += 2;
      } else if (char === '$' && this.malformedAt === undefined) {
        const part = this.#variable(depth);
        parts.push(part.value);
        resolved &&= part.resolved;
      } else {
        parts.push(char);
        this.#at += 1;
      }
    }
    return { value: parts.join(''), resolved };
  }

  #variable(depth: number): Scanned {
    const offset = this.#at;
    const braced = this.#text.charAt(offset + 1) === '{';
    const name = this.#name(offset + (braced ? 2 : 1));
    if (name === undefined || depth > deepest) return this.#leave(offset, braced);
    this.#at = offset + (braced ? 2 : 1) + name.length;
    if (!braced) return this.#record({ name, offset, operator: 'plain' }, undefined);
    const sign = /[-?+]/.exec(
      this.#text
        .slice(this.#at, this.#at + 2)
        .replace(/^:/, '')
        .charAt(0),
    )?.[0];
    const at = this.#at;
    if (sign !== undefined) this.#at += this.#text.charAt(at) === ':' ? 2 : 1;
    const operand = this.scan(depth + 1);
    if (this.#text.charAt(this.#at) !== '}') return this.#leave(offset, true);
    this.#at += 1;
    if (sign === '-') {
      const fallback = operand.resolved ? { fallback: operand.value } : {};
      return this.#record({ name, offset, operator: 'default', ...fallback }, operand);
    }
    const operator = sign === '?' ? 'required' : sign === '+' ? 'alternative' : 'plain';
    return this.#record({ name, offset, operator }, undefined);
  }

  #record(expansion: Expansion, fallback: Scanned | undefined): Scanned {
    this.expansions.push(expansion);
    const { name, operator } = expansion;
    const value = operator === 'alternative' ? undefined : this.#dialect.known?.(name);
    if (value !== undefined) return { value, resolved: true };
    return fallback ?? { value: `\${${name}}`, resolved: false };
  }

  /** A `$` that starts no variable: text outside braces (`$(`, `$1`), malformed with them. */
  #leave(offset: number, braced: boolean): Scanned {
    if (braced) this.malformedAt ??= offset;
    this.#at = Math.max(this.#at, offset + 1);
    return { value: this.#text.slice(offset, this.#at), resolved: !braced };
  }

  #name(from: number): string | undefined {
    const pattern = /[A-Za-z_]\w*/y;
    pattern.lastIndex = from;
    return pattern.exec(this.#text)?.[0];
  }
}
