import type { ContractPart, PartKind } from './contract-shape.ts';

/** What a generated client does not know of its contract, by the names in its text. */
export interface Staleness {
  /** names that the contract has now and the client does not */
  readonly missing: readonly string[];
  /** names that the contract no longer has and the client does */
  readonly leftover: readonly string[];
  /** what both have, and the contract now with another type: `Order.total` by its last part */
  readonly retyped: readonly string[];
  /** names of the old contract that the client has */
  readonly shared: number;
}

/** Share of the names of a kind that a client has when it is made from the whole contract and was up to date. */
const inStep = 0.95;

/**
 * Compares what a contract gained and lost with what a client says. Null when the client does not hold what the old
 * contract had (it is made from another one, from a part of it, or was behind already), or lacks nothing.
 */
export function judgeClient(
  before: readonly ContractPart[],
  after: readonly ContractPart[],
  has: (name: string) => boolean,
): Staleness | null {
  const [old, now] = [namesByKind(before), namesByKind(after)];
  const [known, kept] = [allOf(old), allOf(now)];
  const kinds = new Set<PartKind>();
  let shared = 0;
  for (const [kind, names] of old) {
    const held = [...names].filter(has).length;
    if (held < names.size * inStep || held === 0) continue;
    kinds.add(kind);
    shared += held;
  }
  const gained = [...now].flatMap(([kind, names]) =>
    kinds.has(kind) ? [...names].filter((name) => !known.has(name) && !has(name)) : [],
  );
  const lost = [...old].flatMap(([kind, names]) =>
    kinds.has(kind) ? [...names].filter((name) => !kept.has(name) && isTelling(kind, name) && has(name)) : [],
  );
  const retyped = retypedIn(before, after).filter(({ kind, name }) => kinds.has(kind) && has(name));
  const staleness = {
    missing: [...new Set(gained)],
    leftover: [...new Set(lost)],
    retyped: [...new Set(retyped.map(({ name }) => name))],
    shared,
  };
  const count = staleness.missing.length + staleness.leftover.length + staleness.retyped.length;
  return count === 0 ? null : staleness;
}

/** A field of one word stands in half of what generators write for other reasons. */
function isTelling(kind: PartKind, name: string): boolean {
  return kind !== 'field' || /[a-z0-9][A-Z]|\w_\w/.test(name);
}

function retypedIn(before: readonly ContractPart[], after: readonly ContractPart[]): readonly ContractPart[] {
  const old = new Map(before.map(({ kind, key, signature }) => [`${kind} ${key}`, signature]));
  return after.filter(({ kind, key, signature }) => {
    const was = old.get(`${kind} ${key}`);
    return was !== undefined && was !== signature;
  });
}

function namesByKind(parts: readonly ContractPart[]): ReadonlyMap<PartKind, ReadonlySet<string>> {
  const names = new Map<PartKind, Set<string>>();
  for (const { kind, name } of parts) names.set(kind, (names.get(kind) ?? new Set()).add(name));
  return names;
}

function allOf(names: ReadonlyMap<PartKind, ReadonlySet<string>>): ReadonlySet<string> {
  return new Set([...names.values()].flatMap((each) => [...each]));
}
