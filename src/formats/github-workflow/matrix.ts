import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { expressionsIn } from './expressions.ts';

interface Value {
  readonly text: string;
  readonly line: number;
}

/** Literal values of one dimension, `include` counted in. */
export function matrixValues(matrix: Node | undefined, name: string): readonly Value[] {
  const included = items(get(matrix, 'include')).map((item) => get(item, name));
  return [...items(get(matrix, name)), ...included].flatMap((item) => {
    const text = textOf(item);
    return item === undefined || text === undefined || text.includes('${{')
      ? []
      : [{ text, line: item.line }];
  });
}

type Texts = readonly (string | undefined)[];

const mostFills = 200;

/**
 * Texts with `${{ matrix.x }}` filled in, once for each entry of `include` and of each dimension that
 * gives all of them. The texts themselves when they hold no such expression; nothing when none fits.
 */
export function matrixFills(texts: Texts, matrix: Node | undefined): readonly Texts[] {
  if (!texts.some((text) => expressionsIn(text ?? '').some(isOfMatrix))) return [texts];
  const fits = assignments(matrix).flatMap((values): readonly Texts[] => {
    const filled = texts.map((text) => (text === undefined ? undefined : fill(text, values)));
    return filled.some((text, index) => text === null && texts[index] !== undefined) ? [] : [filled as Texts];
  });
  return fits.slice(0, mostFills);
}

function isOfMatrix({ text }: { readonly text: string }): boolean {
  return /^\s*matrix\./.test(text);
}

/** Other expressions stay. */
function fill(text: string, values: ReadonlyMap<string, string>): string | null {
  let filled = text;
  for (const { text: expression } of expressionsIn(text).filter(isOfMatrix)) {
    const value = values.get(expression.trim().replace(/^matrix\./, ''));
    if (value === undefined) return null;
    filled = filled.replace(`\${{${expression}}}`, () => value);
  }
  return filled;
}

/** What the entries of a matrix give: `x` for a plain value, `x.key` for a mapping's. */
function assignments(matrix: Node | undefined): readonly ReadonlyMap<string, string>[] {
  const found: Map<string, string>[] = [];
  for (const { key, node } of entries(matrix)) {
    for (const item of items(node).slice(0, mostFills)) {
      const values = new Map<string, string>();
      const prefix = key === 'include' ? '' : `${key}.`;
      const own = textOf(item);
      if (own !== undefined) values.set(key, own);
      for (const entry of entries(item)) {
        const text = textOf(entry.node);
        if (text !== undefined) values.set(prefix + entry.key, text);
        for (const inner of entries(entry.node)) {
          const deeper = textOf(inner.node);
          if (deeper !== undefined) values.set(`${prefix}${entry.key}.${inner.key}`, deeper);
        }
      }
      found.push(values);
    }
  }
  return found;
}
