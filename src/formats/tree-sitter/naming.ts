import type { SyntaxNode } from './syntax.ts';

/** What an expression that names a variable stands for. */
export type Naming =
  | { readonly kind: 'names'; readonly names: readonly NameAt[] }
  /** computed: all that is known is how it starts */
  | { readonly kind: 'prefix'; readonly prefix: string }
  /** given by whoever calls the function */
  | { readonly kind: 'parameter'; readonly owner: SyntaxNode; readonly index: number };

export interface NameAt {
  readonly name: string;
  /** 1-based */
  readonly line: number;
}

/** Names as every shell and loader takes them. */
export const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const unknownName: Naming = { kind: 'prefix', prefix: '' };

/** One name, or unknown when it cannot be a variable's. */
export function oneName(name: string, line: number): Naming {
  return variableName.test(name) ? { kind: 'names', names: [{ name, line }] } : unknownName;
}

/** A name of which the start is known. */
export function startOfName(prefix: string): Naming {
  return { kind: 'prefix', prefix: variableName.test(prefix) ? prefix : '' };
}

/** A parameter of a function, as far as callers must know it. */
export interface Parameter {
  readonly name: string;
  /** may be left out or given as nothing */
  readonly optional: boolean;
  /** has a value of its own */
  readonly defaulted: boolean;
}
