import type { Package } from './facts.ts';
import { lockedPairs } from './locked-pairs.ts';
import type { LockedPair } from './locked-pairs.ts';
import type { Ask, LockedTree } from './locked-tree.ts';
import { directSteps } from './direct-steps.ts';
import { isAside } from './aside.ts';
import { pairVersions } from './pair-versions.ts';
import type { VersionStep } from './pair-versions.ts';
import type { Change, Located, System } from './system.ts';
import { compareVersions } from './version-order.ts';

/** A package that a lockfile resolves differently at head. */
export interface PackageMove {
  readonly ecosystem: string;
  readonly name: string;
  /** `kept`: the version stayed; where it comes from or its hash may still differ */
  readonly kind: 'added' | 'removed' | 'upgraded' | 'downgraded' | 'kept';
  /** version at base, null when added; at head, null when removed */
  readonly from: string | null;
  readonly to: string | null;
  /** a manifest asks for it */
  readonly direct: boolean;
  /** nothing but development, tests and examples need it; false where nobody says */
  readonly dev: boolean;
  /** all entries of that version, in order of line; empty on the side where there is none */
  readonly before: readonly Located<Package>[];
  readonly after: readonly Located<Package>[];
  /** of a direct dependency: who asks, at head; at base when removed */
  readonly asks: readonly Ask[];
  readonly pair: LockedPair;
}

const moves = new WeakMap<System, readonly PackageMove[]>();

/** What moved in all lockfiles that are there on both sides; `kept` packages where their entries differ. */
export function packageMoves(change: Change): readonly PackageMove[] {
  const known = moves.get(change.head);
  if (known) return known;
  const found = lockedPairs(change).flatMap(movesOf);
  moves.set(change.head, found);
  return found;
}

type Entries = readonly Located<Package>[];

/** Name, then version, to the entries of that version. */
type Inventory = ReadonlyMap<string, ReadonlyMap<string, Entries>>;

function movesOf(pair: LockedPair): readonly PackageMove[] {
  const before = inventoryOf(pair.base);
  const after = inventoryOf(pair.head);
  const found = new Map<string, PackageMove>();
  const add = (name: string, step: VersionStep, asks: readonly Ask[]): void => {
    const key = [name, step.from, step.to].join('\0');
    if (found.has(key)) return;
    const [was, is] = [entriesOf(before, name, step.from), entriesOf(after, name, step.to)];
    if (step.from === step.to && isAlike(was, is)) return;
    found.set(key, { ...describe(name, step, was, is, asks), pair });
  };
  const settled = new Map<string, VersionStep[]>();
  for (const { name, step, asks } of directSteps(pair)) {
    add(name, step, asks);
    settled.set(name, [...(settled.get(name) ?? []), step]);
  }
  if (pair.base.file === pair.head.file) return [...found.values()];
  const { ecosystem, holds } = pair.head.lockfile;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const versions = [before, after].map((inventory) => [...(inventory.get(name)?.keys() ?? [])]);
    for (const step of pairVersions(versions[0] ?? [], versions[1] ?? [], settled.get(name), ecosystem))
      if (holds !== 'checksums' || step.from === step.to) add(name, step, []);
  }
  return [...found.values()];
}

function describe(
  name: string,
  { from, to }: VersionStep,
  before: Entries,
  after: Entries,
  asks: readonly Ask[],
): Omit<PackageMove, 'pair'> {
  const entries = after.length > 0 ? after : before;
  const direct = asks.length > 0;
  const dev = direct
    ? asks.every(({ group, importer }) => group === 'dev' || isAside(`${importer}/`))
    : entries.every((entry) => entry.dev === true);
  const ecosystem = entries[0]?.ecosystem ?? 'npm';
  return { ecosystem, name, kind: kindOf(from, to, ecosystem), from, to, direct, dev, before, after, asks };
}

/** The usual case: nothing that a rule could ask about differs. */
function isAlike(before: Entries, after: Entries): boolean {
  const [was, is] = [before[0], after[0]];
  if (!was || !is || before.length > 1 || after.length > 1) return false;
  const [a, b] = [was.source, is.source];
  return (
    a.type === b.type &&
    a.host === b.host &&
    a.location === b.location &&
    a.commit === b.commit &&
    was.integrity.join(' ') === is.integrity.join(' ')
  );
}

function kindOf(from: string | null, to: string | null, ecosystem: string): PackageMove['kind'] {
  if (from === null) return 'added';
  if (to === null) return 'removed';
  if (from === to) return 'kept';
  return (compareVersions(from, to, ecosystem) ?? -1) > 0 ? 'downgraded' : 'upgraded';
}

/** Own workspace packages are no dependencies. */
function inventoryOf(tree: LockedTree): Inventory {
  const found = new Map<string, Map<string, Located<Package>[]>>();
  for (const entry of tree.packages.values()) {
    if (entry.source.type === 'workspace') continue;
    const versions = found.get(entry.name) ?? new Map<string, Located<Package>[]>();
    found.set(entry.name, versions);
    versions.set(entry.version, [...(versions.get(entry.version) ?? []), entry]);
  }
  return found;
}

function entriesOf(inventory: Inventory, name: string, version: string | null): Entries {
  return version === null ? [] : (inventory.get(name)?.get(version) ?? []);
}
