import { child, items, stringAt } from '../at.ts';
import type { At } from '../at.ts';
import { saysSomething } from './keywords.ts';
import type { Group } from './shape.ts';

/** Items of an `anyOf`, and in place of one that is an `anyOf` and nothing else the items of that. */
export function alternativesIn(kind: Group['kind'], at: At, depth = 0): readonly At[] {
  return items(at).flatMap((item) => {
    const inner = child(item, 'anyOf');
    const isGroup =
      kind === 'anyOf' && depth < 10 && Array.isArray(inner.node) && stringAt(item, '$ref') === undefined;
    const says = isGroup && Object.keys(item.node as object).filter((key) => saysSomething({ [key]: true }));
    return says && says.length === 1 ? alternativesIn(kind, inner, depth + 1) : [item];
  });
}
