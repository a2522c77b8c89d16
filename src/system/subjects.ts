import type { Fact, FactKind } from './facts.ts';

/** What one changed file says on each side. */
export interface FactPair {
  readonly base: readonly Fact[];
  readonly head: readonly Fact[];
}

/** The names that a change brings into play: what integrity rules are worth asking about. */
export interface Subjects {
  readonly variables: ReadonlySet<string>;
  /** network names that are gone or new */
  readonly hosts: ReadonlySet<string>;
  readonly scripts: ReadonlySet<string>;
  /** kinds of facts that changed at all */
  readonly kinds: ReadonlySet<FactKind>;
  /** facts that base has and head has not, and the other way round */
  readonly removed: readonly Fact[];
  readonly added: readonly Fact[];
}

/** Compares the facts of changed files, whatever line they stand on. */
export function subjectsOf(pairs: Iterable<FactPair>): Subjects {
  const removed: Fact[] = [];
  const added: Fact[] = [];
  for (const { base, head } of pairs) {
    removed.push(...without(base, head));
    added.push(...without(head, base));
  }
  const moved = [...removed, ...added];
  return {
    variables: new Set(moved.flatMap(variableOf)),
    hosts: new Set(moved.flatMap((fact) => (fact.kind === 'service' ? [fact.name] : []))),
    scripts: new Set(moved.flatMap((fact) => (fact.kind === 'script' ? [fact.name] : []))),
    kinds: new Set(moved.map((fact) => fact.kind)),
    removed,
    added,
  };
}

function variableOf(fact: Fact): readonly string[] {
  if (fact.kind === 'declaration') return [fact.name];
  if (fact.kind === 'read') return fact.strength === 'prefix' ? [] : [fact.name];
  if (fact.kind === 'config-object') return fact.keys;
  return [];
}

/** Facts of `from` that `other` has no equal of, counting repeats. */
function without(from: readonly Fact[], other: readonly Fact[]): readonly Fact[] {
  const left = new Map<string, number>();
  for (const fact of other) {
    const key = signature(fact);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return from.filter((fact) => {
    const key = signature(fact);
    const count = left.get(key) ?? 0;
    if (count === 0) return true;
    left.set(key, count - 1);
    return false;
  });
}

function signature(fact: Fact): string {
  return JSON.stringify(fact, (key, value: unknown) => (key === 'line' ? undefined : value));
}
