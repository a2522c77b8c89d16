/** Of one line: so that a hostile file does not grow. */
const mostExpanded = 50;

/** Values that a makefile gives to its variables, where they are given once and hold no other variable. */
export class MakeVariables {
  readonly #values = new Map<string, string | null>([
    ['MAKE', 'make'],
    ['CURDIR', '.'],
  ]);

  /** A second value, an appended one or one that is computed makes the variable unknown. */
  assign(name: string, operator: string, value: string): void {
    if (name === 'MAKE') return;
    const constant = value.length <= 200 && !value.includes('$') && operator !== '+=' && operator !== '!=';
    this.#values.set(name, constant && !this.#values.has(name) ? value : null);
  }

  /** Known variables filled in, `$$` turned into `$`; what is not known stays as written. */
  expand(text: string): string {
    let left = mostExpanded;
    return text.replace(
      /\$(?:\$|\(([\w.-]+)\)|\{([\w.-]+)\})/g,
      (written, round?: string, curly?: string) => {
        const name = round ?? curly;
        if (name === undefined) return '$';
        left -= 1;
        return left < 0 ? written : (this.#values.get(name) ?? written);
      },
    );
  }
}
