/** A value that code gives to a call, as far as it stands there. */
export type Value =
  | { readonly kind: 'string'; readonly text: string; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'options'; readonly options: ReadonlyMap<string, Value> }
  | { readonly kind: 'call'; readonly call: CallSite }
  /** a constant, a function, or what is computed: its text */
  | { readonly kind: 'other'; readonly text: string };

/** One call of a chain: `.nullable()` of `$table->string('x')->nullable()`. */
export interface Link {
  readonly name: string;
  readonly values: readonly Value[];
  /** given by name: keywords, a hash, an object */
  readonly options: ReadonlyMap<string, Value>;
  readonly at: number;
}

/** A whole chain of calls, outermost first in `around`. */
export interface CallSite {
  /** what the chain starts from, as written; `` where it is a bare function */
  readonly root: string;
  readonly links: readonly Link[];
  /** chains in whose arguments or block this one stands, nearest first */
  readonly around: readonly CallSite[];
  readonly at: number;
  readonly end: number;
}

export function stringOf(value: Value | undefined): string | undefined {
  return value?.kind === 'string' ? value.text : undefined;
}

/** Strings of a value: itself, or those of a list. */
export function stringsOf(value: Value | undefined): readonly string[] {
  if (value?.kind === 'list') return value.items.flatMap((item) => stringOf(item) ?? []);
  return stringOf(value) === undefined ? [] : [stringOf(value) ?? ''];
}

/** `true`, `False`, `nil`: a bare word, in lower case. */
export function wordOf(value: Value | undefined): string | undefined {
  return value?.kind === 'other' ? value.text.toLowerCase() : undefined;
}

/** The chain has a call of that name. */
export function hasLink({ links }: CallSite, name: string): boolean {
  return links.some((link) => link.name === name);
}
