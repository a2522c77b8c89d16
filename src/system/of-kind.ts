import type { FactKind, FactOf } from './facts.ts';
import type { Located } from './system.ts';

/** Those of one kind among the facts of a file, in order. */
export function ofKind<K extends FactKind>(
  facts: readonly Located[],
  kind: K,
): readonly Located<FactOf<K>>[] {
  return facts.filter((fact) => fact.kind === kind) as readonly Located[] as unknown as readonly Located<
    FactOf<K>
  >[];
}
