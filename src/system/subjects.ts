import { namesOf } from './config-names.ts';
import type { Fact, FactKind } from './facts.ts';
import type { Located } from './system.ts';

/** What one changed file says on each side, and its path at head (at base when it is gone). */
export interface FactPair {
  readonly file: string;
  readonly base: readonly Fact[];
  readonly head: readonly Fact[];
}

/** The names that a change brings into play: what integrity rules are worth asking about. */
export interface Subjects {
  readonly variables: ReadonlySet<string>;
  /** variables that a changed file read or checked and no longer does */
  readonly unread: ReadonlySet<string>;
  /** network names that are gone or new */
  readonly hosts: ReadonlySet<string>;
  /** named tasks that are gone */
  readonly scripts: ReadonlySet<string>;
  /** kinds of facts that changed at all */
  readonly kinds: ReadonlySet<FactKind>;
  /** facts that base has and head has not, and the other way round; of lockfile entries only one stands for all */
  readonly removed: readonly Located[];
  readonly added: readonly Located[];
}

/** Compares the facts of changed files, whatever line they stand on. */
export function subjectsOf(pairs: Iterable<FactPair>): Subjects {
  const removed: Located[] = [];
  const added: Located[] = [];
  for (const { file, base, head } of pairs) {
    const before = base.filter(isCompared);
    const after = head.filter(isCompared);
    for (const fact of without(before, after)) removed.push({ ...fact, file });
    for (const fact of without(after, before)) added.push({ ...fact, file });
    // Which entries of a lockfile moved is the business of its rules; here it is enough that it is one.
    const locked = head.find(isLocked) ?? base.find(isLocked);
    if (locked) added.push({ ...locked, file });
  }
  const moved = [...removed, ...added];
  return {
    variables: new Set(moved.flatMap(variableOf)),
    unread: new Set(removed.flatMap(readName)),
    hosts: new Set(moved.flatMap((fact) => (fact.kind === 'service' ? [fact.name] : []))),
    scripts: new Set(removed.flatMap((fact) => (fact.kind === 'script' ? [fact.name] : []))),
    kinds: new Set(moved.map((fact) => fact.kind)),
    removed,
    added,
  };
}

function isLocked(fact: Fact): boolean {
  return fact.kind === 'package' && fact.declared === undefined;
}

function isCompared({ kind }: Fact): boolean {
  return kind !== 'package';
}

/** A pipeline's own variables are no business of what runs: they would only cost a search. */
function variableOf(fact: Fact): readonly string[] {
  if ((fact.kind === 'declaration' || fact.kind === 'read') && fact.phase === 'ci') return [];
  if (fact.kind === 'declaration') return [fact.name];
  if (fact.kind === 'read') return fact.strength === 'prefix' ? [] : [fact.name];
  // `!reset` takes a variable from a service without naming it as one.
  if (fact.kind === 'unit')
    return (fact.replaces ?? []).flatMap((key) => /^environment\.(.+)$/.exec(key)?.[1] ?? []);
  if (fact.kind === 'image-build' || fact.kind === 'image-build-template') return fact.args ?? [];
  if (fact.kind === 'config-object') return fact.keys;
  if (fact.kind === 'pass-through' && !fact.pattern.includes('*')) return [fact.pattern.replace(/^!/, '')];
  if (fact.kind === 'template-input' && fact.tool === 'terraform') return [`TF_VAR_${fact.name}`];
  if (fact.kind === 'config-key' || fact.kind === 'config-read') return namesOf(fact);
  return [];
}

function readName(fact: Fact): readonly string[] {
  const reads = fact.kind === 'read' || (fact.kind === 'declaration' && fact.role === 'validated');
  return reads ? variableOf(fact) : [];
}

/** Facts of `from` that `other` has no equal of, counting repeats. */
function without(from: readonly Fact[], other: readonly Fact[]): readonly Fact[] {
  if (from.length === 0 || other.length === 0) return from;
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
  return JSON.stringify({ ...fact, line: 0, file: '' });
}
