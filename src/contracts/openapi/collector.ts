import { code, plain, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { levelOf, worse } from '../change.ts';
import type { ContractChange, ContractRuleId, Direction, Level, Spot } from '../change.ts';
import type { Pair } from '../schema/walk.ts';
import type { Witness } from '../schema/witness.ts';

/** What part of an exchange a schema describes. */
export type Part = 'parameter' | 'body' | 'response';

export interface Reported {
  readonly rule: ContractRuleId;
  readonly kind: string;
  readonly level: Level;
  readonly direction: Direction | null;
  readonly subject: string;
  readonly title: Text;
  readonly reason?: string;
  readonly old: Spot | null;
  readonly new: Spot | null;
  /** the side whose place alone tells it from other changes, where one does */
  readonly keptAt?: 'old' | 'new';
  readonly witness?: () => Witness | undefined;
}

interface Entry {
  readonly change: Reported;
  readonly operations: Set<string>;
}

interface Root {
  readonly operation: string;
  readonly part: Part;
  readonly pair: Pair;
}

/** Gathers changes; what several operations share is one change that reaches them all. */
export class Collector {
  readonly #entries = new Map<string, Entry>();
  readonly #roots: Root[] = [];
  readonly #nameOf: (spot: Spot | null, side: 'old' | 'new') => string;

  constructor(nameOf: (spot: Spot | null, side: 'old' | 'new') => string) {
    this.#nameOf = nameOf;
  }

  /** Operations that some change reaches, whatever it means for them. */
  readonly reached = new Set<string>();

  report(change: Reported, operation: string | null): void {
    if (operation !== null) this.reached.add(operation);
    const { keptAt } = change;
    const spots = (['old', 'new'] as const).map((side) =>
      keptAt === undefined || keptAt === side ? spotKey(change[side]) : '',
    );
    const key = [change.kind, ...spots, plain(change.title)].join('\0');
    const known = this.#entries.get(key);
    // What breaks one direction may mean nothing for the other: the operations are those of the worse.
    if (known && known.change.level !== change.level) {
      if (worse(change.level, known.change.level) === known.change.level) return;
      known.operations.clear();
    }
    const isSame = known?.change.level === change.level;
    const entry: Entry = {
      change: known && isSame ? known.change : change,
      operations: known?.operations ?? new Set(),
    };
    if (operation !== null) entry.operations.add(operation);
    this.#entries.set(key, entry);
  }

  /** A pair of schemas that an operation uses; its changes are gathered by {@link changes}. */
  root(operation: string, part: Part, pair: Pair): void {
    this.#roots.push({ operation, part, pair });
  }

  /** All changes, in the order in which operations reach them. */
  changes(): readonly ContractChange[] {
    const beyond = reachable(this.#roots.filter(({ part }) => part !== 'parameter').map(({ pair }) => pair));
    const reached = changedFrom(this.#roots.map(({ pair }) => pair));
    for (const { operation, pair: root } of this.#roots) {
      // A schema that only parameters use is a matter of parameters.
      for (const pair of reached.get(root) ?? [])
        this.#reportPair(pair, operation, beyond.has(pair) ? 'body' : 'parameter');
    }
    return [...this.#entries.values()].map(({ change: { witness, keptAt: _, ...change }, operations }) => {
      const example = change.level === 'compatible' ? undefined : witness?.();
      return {
        ...change,
        pointer: (change.new ?? change.old)?.pointer ?? '',
        operation: [...operations][0] ?? null,
        operations: [...operations],
        ...(example ? { example } : {}),
      };
    });
  }

  #reportPair(pair: Pair, operation: string, part: Part): void {
    const { direction } = pair;
    for (const change of pair.changes) {
      const level = change.level ?? levelOf(direction, change.move);
      const side = change[change.namedAt] ? change.namedAt : 'old';
      const subject = this.#nameOf(change[side], side);
      const joint = startsWithColon(change.phrase) ? '' : ' ';
      this.report(
        {
          rule: change.rule ?? (part === 'parameter' ? 'contract-parameter-changed' : ruleOf(direction)),
          kind: change.kind,
          level,
          direction,
          subject,
          title: text`${code(subject)}${[joint]}${change.phrase}`,
          ...(change.reason === undefined ? {} : { reason: change.reason }),
          old: change.old,
          new: change.new,
          keptAt: side,
          ...(change.witness ? { witness: change.witness } : {}),
        },
        operation,
      );
    }
  }
}

function startsWithColon(phrase: Text): boolean {
  const [first] = phrase;
  return typeof first === 'string' && first.startsWith(':');
}

function ruleOf(direction: Direction): ContractRuleId {
  return direction === 'request' ? 'contract-request-narrowed' : 'contract-response-changed';
}

function spotKey(spot: Spot | null): string {
  return spot ? `${spot.path}#${spot.pointer}` : '';
}

/** Pairs with changes that each of these leads to, in the order in which they are reached. */
function changedFrom(roots: readonly Pair[]): ReadonlyMap<Pair, readonly Pair[]> {
  const starts = new Set(roots);
  const all = reachable(starts);
  const changed = [...all].filter(({ changes }) => changes.length > 0);
  const outer = outerPairs(all);
  const found = new Map<Pair, Pair[]>([...starts].map((root) => [root, []]));
  // Descriptions in which everything leads to everything: from where there are fewer.
  if (changed.length <= starts.size) {
    for (const pair of changed) {
      for (const one of reachable([pair], (inner) => outer.get(inner) ?? [])) found.get(one)?.push(pair);
    }
    return found;
  }
  const fruitful = reachable(changed, (inner) => outer.get(inner) ?? []);
  for (const [root, pairs] of found) {
    if (!fruitful.has(root)) continue;
    const inside = reachable([root], ({ inner }) => inner.filter((pair) => fruitful.has(pair)));
    for (const pair of inside) if (pair.changes.length > 0) pairs.push(pair);
  }
  return found;
}

function outerPairs(pairs: Iterable<Pair>): ReadonlyMap<Pair, readonly Pair[]> {
  const outer = new Map<Pair, Pair[]>();
  for (const pair of pairs) {
    for (const inner of pair.inner) {
      const known = outer.get(inner);
      if (known) known.push(pair);
      else outer.set(inner, [pair]);
    }
  }
  return outer;
}

function reachable(
  roots: Iterable<Pair>,
  step: (pair: Pair) => readonly Pair[] = ({ inner }) => inner,
): ReadonlySet<Pair> {
  const seen = new Set<Pair>(roots);
  for (const pair of seen) for (const next of step(pair)) seen.add(next);
  return seen;
}
