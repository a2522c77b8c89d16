import type { Declaration, Fact } from './facts.ts';
import type { Change, System } from './system.ts';

/** A variable that seems to have got a new name: gone and come in the same file, and alike. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

const cache = new WeakMap<Change, readonly Rename[]>();

/**
 * Pairs of names of which one left and one came in the same file, the new one unknown
 * at base. Alike means: the same value (of some length), or names that share half of
 * their words.
 */
export function renamesIn(change: Change): readonly Rename[] {
  const known = cache.get(change);
  if (known) return known;
  const atBase = namesOf(change.base);
  const found = new Map<string, Rename>();
  for (const { path, from } of change.files) {
    const before = byName(change.base.files.get(from ?? path)?.facts ?? []);
    const after = byName(change.head.files.get(path)?.facts ?? []);
    const gone = [...before].filter(([name]) => !after.has(name));
    const come = [...after].filter(([name]) => !before.has(name) && !atBase.has(name));
    for (const [old, oldFacts] of gone) {
      const best = come
        .map(([name, facts]) => ({ name, score: likeness(old, oldFacts, name, facts) }))
        .filter(({ score }) => score >= 0.5)
        .sort((a, b) => b.score - a.score)[0];
      if (best) found.set(`${old}\0${best.name}`, { from: old, to: best.name });
    }
  }
  const renames = [...found.values()];
  cache.set(change, renames);
  return renames;
}

function namesOf(system: System): ReadonlySet<string> {
  return new Set([...system.facts('read'), ...system.facts('declaration')].map(({ name }) => name));
}

function byName(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const names = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (fact.kind !== 'declaration' && fact.kind !== 'read') continue;
    names.set(fact.name, [...(names.get(fact.name) ?? []), fact]);
  }
  return names;
}

function likeness(old: string, oldFacts: readonly Fact[], name: string, facts: readonly Fact[]): number {
  const digests = new Set(tellingDigests(oldFacts));
  if (tellingDigests(facts).some((digest) => digests.has(digest))) return 2;
  return sharedWords(old, name);
}

/** Digests of values that are unlikely to be equal by chance. */
function tellingDigests(facts: readonly Fact[]): readonly string[] {
  return facts
    .filter((fact): fact is Declaration => fact.kind === 'declaration')
    .flatMap(({ value }) =>
      value && ['url', 'host', 'path', 'text'].includes(value.type) ? [value.digest] : [],
    );
}

/** Share of words in common, `_` between them: `DB_URL` and `DATABASE_URL` share a half. */
function sharedWords(a: string, b: string): number {
  const first = a.split('_');
  const second = b.split('_');
  const shared = first.filter((word) => second.includes(word)).length;
  return shared / Math.max(first.length, second.length);
}
