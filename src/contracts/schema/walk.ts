import { both } from '../change.ts';
import type { Direction, Move } from '../change.ts';
import type { At } from '../at.ts';
import { compareAlternatives, compareWholeAlternatives } from './compare-alternatives.ts';
import { compareAnnouncements } from './compare-announcements.ts';
import { compareArrays } from './compare-arrays.ts';
import { compareBounds } from './compare-bounds.ts';
import { compareConditions } from './compare-conditions.ts';
import { compareObjects } from './compare-objects.ts';
import { compareStrings } from './compare-strings.ts';
import { compareDefault, compareEnum, compareTypes } from './compare-values.ts';
import { unknownParts } from './shape.ts';
import type { Parts } from './shape.ts';
import type { Shaper } from './shaper.ts';
import type { Reading, SchemaChange, Site } from './site.ts';
import { witnessOf } from './witness.ts';
import type { Witness } from './witness.ts';

/** Two schemas that were compared in one direction: what differs here, and the pairs inside. */
export interface Pair {
  readonly direction: Direction;
  readonly changes: readonly SchemaChange[];
  readonly inner: readonly Pair[];
}

interface OpenPair extends Pair {
  readonly changes: SchemaChange[];
  readonly inner: Pair[];
  readonly old: Parts;
  readonly new: Parts;
  state: 'waiting' | 'under way' | 'compared';
}

/** The documents are too entangled to be compared within bounds. */
export class TooMuch extends Error {}

/** Ids of the schemas that are the same on both sides: anything, nothing, null. */
const constants = new Set(['t', 'f', 'n']);

/** Pairs, and looks at them while alternatives are tried against each other: some seconds of work. */
const mostSteps = 1_500_000;

/** Pairs that only come up when alternatives are tried against each other: each is kept. */
const mostTrials = 250_000;

/** Payloads that are looked for in one comparison: nobody reads more. */
const mostWitnesses = 300;

/** Alternatives inside alternatives that are tried against each other; below, likeness decides. */
const deepestTrial = 40;

/**
 * Compares schemas pair by pair, each pair once for a direction, whatever leads to
 * it. A pair that is being compared counts as equal, so cycles end.
 */
export class Walk {
  readonly #old: Shaper;
  readonly #new: Shaper;
  readonly #isSame: (old: At, next: At) => boolean;
  readonly #today: string;
  readonly #pairs = new Map<string, OpenPair>();
  readonly #moves = new Map<string, Move>();
  readonly #queue: OpenPair[] = [];
  readonly #equal: Readonly<Record<Direction, Pair>> = {
    request: { direction: 'request', changes: [], inner: [] },
    response: { direction: 'response', changes: [], inner: [] },
  };
  #depth = 0;
  #steps = 0;
  #trials = 0;
  #witnesses = 0;

  /**
   * `isSame` answers cheaply for what is equal text by text; `false` means nothing. `today` is the ISO day against
   * which announced removals are held; without it no sunset has passed.
   */
  constructor(old: Shaper, next: Shaper, isSame: (old: At, next: At) => boolean, today = '0000-00-00') {
    this.#old = old;
    this.#new = next;
    this.#isSame = isSame;
    this.#today = today;
  }

  /** The pair of two schemas, to be compared by the next {@link finish}. */
  pair(old: Parts, next: Parts, direction: Direction): Pair {
    const key = `${direction}\0${old.id}\0${next.id}`;
    const known = this.#pairs.get(key);
    if (known) return known;
    if (this.#areEqual(old, next)) return this.#equal[direction];
    const pair: OpenPair = { direction, changes: [], inner: [], old, new: next, state: 'waiting' };
    if (this.#depth > 0) this.#trials += 1;
    if (this.#trials > mostTrials) throw new TooMuch();
    this.#pairs.set(key, pair);
    this.#queue.push(pair);
    return pair;
  }

  #areEqual(old: Parts, next: Parts): boolean {
    if (old.id === next.id && constants.has(old.id)) return true;
    // What a reference that led nowhere accepted is not known; that it did is a gap.
    if (old.id === unknownParts.id || next.id === unknownParts.id) return true;
    const [before, after] = [old.parts[0], next.parts[0]];
    if (!before || !after || old.parts.length > 1 || next.parts.length > 1) return false;
    return this.#isSame(before, after);
  }

  /** Compares everything that was asked for, and what that leads to. */
  finish(): void {
    for (let next = this.#queue.pop(); next; next = this.#queue.pop()) this.#compare(next);
  }

  #compare(pair: OpenPair): void {
    if (pair.state !== 'waiting') return;
    pair.state = 'under way';
    this.#step();
    this.#compareShapes(pair);
    pair.state = 'compared';
  }

  #compareShapes(pair: OpenPair): void {
    const { direction } = pair;
    const site: Site = {
      old: this.#old.shape(pair.old),
      new: this.#new.shape(pair.new),
      direction,
      today: this.#today,
      report: (change) => pair.changes.push({ ...change, witness: () => this.#witness(pair, change) }),
      areEqual: (old, next) => this.#areEqual(old, next),
      inner: (old, next) => pair.inner.push(this.pair(old, next, direction)),
      relate: (old, next, reading) => this.#relate(old, next, direction, reading ?? 'exact'),
      shapeOf: (side, parts) => (side === 'old' ? this.#old : this.#new).shape(parts),
      target: (side, { at }, to) => (side === 'old' ? this.#old : this.#new).target(at, to),
    };
    if (!compareAnnouncements(site)) return;
    if (compareWholeAlternatives(site, pair) || !compareTypes(site)) return;
    compareEnum(site);
    compareDefault(site);
    compareBounds(site);
    compareStrings(site);
    compareArrays(site);
    compareObjects(site);
    compareConditions(site);
    compareAlternatives(site);
  }

  #witness({ old, new: next, direction }: OpenPair, change: SchemaChange): Witness | undefined {
    if (this.#witnesses >= mostWitnesses) return undefined;
    this.#witnesses += 1;
    const side = (shaper: Shaper, parts: Parts): Parameters<typeof witnessOf>[2] => ({
      shape: shaper.shape(parts),
      shapeOf: (inner) => shaper.shape(inner),
    });
    return witnessOf(change, direction, side(this.#old, old), side(this.#new, next));
  }

  #step(): void {
    this.#steps += 1;
    if (this.#steps > mostSteps) throw new TooMuch();
  }

  /** All moves between two schemas and inside them, as one. */
  #relate(old: Parts, next: Parts, direction: Direction, reading: Reading): Move {
    const key = `${reading}\0${direction}\0${old.id}\0${next.id}`;
    const known = this.#moves.get(key);
    if (known) return known;
    if (this.#depth >= deepestTrial) return 'unknown';
    this.#depth += 1;
    const { move, isFinal } = this.#moveOf(this.pair(old, next, direction), reading);
    this.#depth -= 1;
    if (isFinal) this.#moves.set(key, move);
    return move;
  }

  /** Not final while the answer rests on a pair that is under way and counts as equal for now. */
  #moveOf(root: Pair, reading: Reading): { readonly move: Move; readonly isFinal: boolean } {
    const seen = new Set<Pair>([root]);
    const open = [root];
    let move: Move = 'same';
    let isFinal = true;
    for (let pair = open.pop(); pair; pair = open.pop()) {
      this.#step();
      if ('state' in pair) {
        this.#compare(pair as OpenPair);
        if ((pair as OpenPair).state === 'under way') isFinal = false;
      }
      for (const change of pair.changes) move = both(move, counted(change, reading));
      for (const inner of pair.inner) {
        if (seen.has(inner)) continue;
        seen.add(inner);
        open.push(inner);
      }
    }
    return { move, isFinal };
  }
}

/** Declaring a property that an open object allowed anyway moves nothing for those who read the contract. */
function counted({ kind, move }: SchemaChange, reading: Reading): Move {
  return reading === 'declared' && kind === 'property-added' && move === 'narrowed' ? 'same' : move;
}
