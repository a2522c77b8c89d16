import { code, list, text } from '../../report/text.ts';
import type { LockedPair } from '../../system/locked-pairs.ts';
import { packageMoves } from '../../system/package-moves.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import type { ChangeRule, Problem, Severity } from '../rule.ts';
import { askersOf, milder, movePlace, relatedPlaces } from './move-places.ts';

/** A package resolves to an older version than before. */
export const dependencyDowngraded: ChangeRule = {
  kind: 'change',
  id: 'dependency-downgraded',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'A package went back to an older version',
  assumption: 'Assumes that nothing relies on what the newer version brought, a security fix among it.',
  verify:
    'Find out from the history of the lockfile why the newer version came in, and whether this is a revert.',
  explanation: `Compares resolved versions, not ranges. A dependency that a manifest names gives a finding of its own;
packages that others bring along are one finding for the lockfile. That a lockfile stops holding two versions of a
package and keeps the older one is no downgrade: nothing says that its users went back.

Severity: medium for dependencies that a manifest names, and for packages that went back because an override or a resolution
no longer holds them; low for other packages that come along. One step milder for what only development needs.`,
  check: (change) => {
    const down = packageMoves(change).filter(({ kind }) => kind === 'downgraded');
    const byPair = new Map<LockedPair, PackageMove[]>();
    for (const move of down.filter(({ direct }) => !direct)) {
      byPair.set(move.pair, [...(byPair.get(move.pair) ?? []), move]);
    }
    return [
      ...down.filter(({ direct }) => direct).map(problemOf),
      ...[...byPair.values()].flatMap(problemsOfMany),
    ];
  },
};

function problemOf(move: PackageMove): Problem {
  const { name, from, to, dev, pair } = move;
  const { at, atBase } = movePlace(move);
  return {
    subject: name,
    identity: [pair.head.path, name, to ?? ''],
    severity: dev ? milder('medium') : 'medium',
    confidence: 'certain',
    title: text`${code(name)} goes back from ${code(from ?? '')} to ${code(to ?? '')}`,
    assumption: text`Assumes that nothing relies on what ${code(name)} brought after ${code(to ?? '')}.`,
    detail: text`Asked for by ${askersOf([move])}.`,
    verify: text`Look up in the history of ${code(pair.head.path)} why ${code(from ?? '')} came in, and whether a fix goes with it.`,
    at,
    atBase,
    related: relatedPlaces([move], at),
  };
}

/** Transitive packages of one lockfile: those that an override no longer holds up, and the rest. */
function problemsOfMany(moves: readonly PackageMove[]): readonly Problem[] {
  const [first] = moves;
  if (!first) return [];
  const held = selectorsOf(first.pair.base);
  const holds = selectorsOf(first.pair.head);
  const released = moves.filter(({ name }) =>
    [...(held.get(name) ?? [])].some((selector) => !holds.get(name)?.has(selector)),
  );
  const rest = moves.filter((move) => !released.includes(move));
  return [released, rest].flatMap((group) => problemOfMany(group, group === released) ?? []);
}

/** What overrides and resolutions force, by package. */
function selectorsOf({ file, manifests }: LockedTree): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const fact of [file, ...manifests.values()].flatMap(({ facts }) => facts)) {
    if (fact.kind !== 'override') continue;
    const selectors = found.get(fact.name) ?? new Set<string>();
    found.set(fact.name, selectors.add(fact.selector));
  }
  return found;
}

function problemOfMany(moves: readonly PackageMove[], released: boolean): Problem | null {
  const [first] = moves;
  const place = first?.after[0];
  if (!first || !place) return null;
  const { path } = first.pair.head;
  const names = list(
    moves.map(({ name }) => name),
    3,
  );
  const steps = list(
    moves.map(({ name, from, to }) => `${name} ${from} → ${to}`),
    8,
  );
  const usual: Severity = released ? 'medium' : 'low';
  const what = `transitive ${moves.length === 1 ? 'package goes' : 'packages go'} back to an older version`;
  return {
    subject: path,
    identity: [path, ...moves.map(({ name, to }) => `${name}@${to}`).sort()],
    severity: moves.every(({ dev }) => dev) ? milder(usual) : usual,
    confidence: 'certain',
    title: released
      ? text`${moves.length} ${[what]} with the override that held ${[moves.length === 1 ? 'it' : 'them']}, in ${code(path)}`
      : text`${moves.length} ${[what]} in ${code(path)}`,
    assumption: released
      ? text`Assumes that the reason for which ${names} had to be newer is gone, a security fix for one.`
      : text`Assumes that nothing relies on what the newer versions of ${names} brought.`,
    detail: text`${steps}.`,
    verify: released
      ? text`Find the commit that brought the overrides in, and its reason.`
      : text`Look up why the newer versions came in, and which dependency holds the older ones.`,
    at: { path: place.file, line: place.line },
    atBase: first.before[0] ? { path: first.before[0].file, line: first.before[0].line } : null,
  };
}
