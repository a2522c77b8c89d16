/** A route that code registers. */
export interface Route {
  /** lower case; null where the code does not say which */
  readonly method: string | null;
  /** its parts in order, `{}` for a parameter; what stands before them may be elsewhere */
  readonly parts: readonly string[];
  /** its own path as the code writes it, without prefixes */
  readonly literal: string;
  /** 1-based */
  readonly line: number;
}

/** A registration as it is written, before its path is taken apart. */
export interface Written {
  readonly method: string | null;
  /** prefixes that the file states, outermost first, and the path itself */
  readonly paths: readonly string[];
  /** offset in the text */
  readonly at: number;
}

const parameter =
  /^(?::[\w-]+(?:\([^)]*\))?\??|\{[^{}*]+\}|<[^<>]+>|\[[\w-]+\]|\$\{[^{}]+\}|\(\?P<[^)]*\)|\{\})$/;

/**
 * The parts of a path in any of the notations for parameters: `:id`, `{id}`, `<int:id>`, `[id]`. Null where a part is
 * something else (a wildcard, a pattern, half a parameter), so that it cannot be compared.
 */
export function partsOf(paths: readonly string[]): readonly string[] | null {
  const parts = paths
    .flatMap((path) => path.replace(/^\^/, '').replace(/\$$/, '').replace(/\?.*$/, '').split('/'))
    .filter((part) => part !== '');
  const plain = parts.map((part) => (parameter.test(part) ? '{}' : part));
  return plain.every((part) => part === '{}' || /^[\w.~@-]+(?::\w+)?$/.test(part)) ? plain : null;
}
