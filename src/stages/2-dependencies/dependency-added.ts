import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { groupBy } from '../group-by.ts';
import { lockedTrees } from '../../system/locked-tree.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import { packageMoves } from '../../system/package-moves.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import { repositoryLink } from '../../system/release-links.ts';
import type { Package } from '../../system/facts.ts';
import type { Change } from '../../system/system.ts';
import type { ChangeRule, Problem, Severity } from '../rule.ts';
import { askersOf, movePlace, relatedPlaces } from './move-places.ts';
import { nearNames } from './near-names.ts';
import { broughtBy } from './parents-of.ts';

/** More new dependencies than this in one lockfile, of one severity, are told in one finding. */
const mostApart = 4;

/** A manifest names a package that no manifest of the lockfile named before. */
export const dependencyAdded: ChangeRule = {
  kind: 'change',
  id: 'dependency-added',
  stage: 'dependencies',
  severity: 'low',
  summary: 'A manifest names a new dependency',
  assumption: 'Assumes that the package is wanted, and is the one that was meant.',
  verify: 'Open the page of the package at its registry: is it the one that was meant, and who publishes it?',
  explanation: `Looks at what manifests ask for and lockfiles answer. A package that another manifest of the same lockfile
named before is not new, and neither is one that another lockfile held which is gone now, nor are the workspace's own packages,
folders and links. With the package comes the number
of packages that it brings along and the lockfile did not hold before. Nothing is said about a lockfile that is new.

Severity: low, since somebody wrote the name into the manifest, for all to see. Medium where there is more to look at than that: code
runs at install (as far as the lockfile says), the package comes from a repository or an archive in place of a registry, or its name is
one letter apart from that of a package which is there. Info for development dependencies (low where one of these holds), for type definitions,
and where the lockfile held the package before because another brought it along. Many at once are told together.`,
  check: (change) => {
    const moved = namesOfGoneLockfiles(change);
    const added = packageMoves(change).filter(
      ({ name, direct, kind, after }) =>
        direct && kind === 'added' && !after.every(isOwn) && !moved.has(name),
    );
    const groups = groupBy(added, (move) => `${move.pair.head.path}\0${severityOf(move)}`);
    return groups.flatMap((moves) =>
      moves.length > mostApart ? [problemOfMany(moves)] : moves.map(problemOf),
    );
  },
};

/** Lockfiles of several packages that became one: what they asked for is not new in it. */
function namesOfGoneLockfiles({ base, head }: Change): ReadonlySet<string> {
  const gone = lockedTrees(base).filter(({ path }) => !head.tree.has(path));
  return new Set(gone.flatMap(({ asks }) => asks.flatMap(({ answer }) => answer?.name ?? [])));
}

function isOwn({ source }: PackageMove['after'][number]): boolean {
  return source.type === 'path' || source.type === 'workspace';
}

function severityOf(move: PackageMove): Severity {
  const { name, dev, pair, after } = move;
  const isPlain = dev || name.startsWith('@types/') || namesIn(pair.base).has(name);
  const hasMore =
    buildsOf([move]).length > 0 || after.some(isFromElsewhere) || nearNames(move, pair.base).length > 0;
  if (hasMore) return isPlain ? 'low' : 'medium';
  return isPlain ? 'info' : 'low';
}

function isFromElsewhere({ source }: PackageMove['after'][number]): boolean {
  return source.type === 'git' || source.type === 'tarball';
}

function namesIn({ packages }: LockedTree): ReadonlySet<string> {
  return new Set([...packages.values()].map(({ name }) => name));
}

function problemOf(move: PackageMove): Problem {
  const { name, to, pair, dev } = move;
  const { at } = movePlace(move);
  return {
    subject: name,
    identity: [pair.head.path, name],
    severity: severityOf(move),
    confidence: 'certain',
    title: text`${code(name)} ${code(to ?? '')} is a new ${[dev ? 'development dependency' : 'dependency']}`,
    assumption: text`Assumes that ${code(name)} is wanted, and is the package that was meant.`,
    detail: text`Asked for by ${askersOf([move])}. ${broughtText([move])}`,
    verify: text`Open the page of ${code(name)} at its registry: who publishes it, since when, and who else uses it?`,
    at,
    related: relatedPlaces([move], at),
    links: move.after.slice(0, 1).flatMap((entry) => repositoryLink(entry) ?? []),
  };
}

function problemOfMany(moves: readonly [PackageMove, ...PackageMove[]]): Problem {
  const names = moves.map(({ name }) => name).sort();
  const [first] = moves;
  const { path } = first.pair.head;
  const { at } = movePlace(first);
  const what = moves.every(({ dev }) => dev) ? 'development dependencies' : 'dependencies';
  return {
    subject: path,
    identity: [path, ...names],
    severity: severityOf(first),
    confidence: 'certain',
    title: text`${moves.length} new ${[what]} in ${code(path)}`,
    assumption: text`Assumes that ${list(names, 3)} are wanted, and are the packages that were meant.`,
    detail: text`${list(names, 20)}, asked for by ${askersOf(moves)}. ${broughtText(moves)}`,
    verify: text`Open the page of each at its registry: who publishes it, since when, and who else uses it?`,
    at,
    related: relatedPlaces(moves, at).slice(0, 10),
  };
}

/** What comes along that the lockfile did not hold. */
function freshOf(moves: readonly PackageMove[]): readonly Package[] {
  const [first] = moves;
  if (!first) return [];
  const { base, head } = first.pair;
  const known = namesIn(base);
  const own = new Set(moves.map(({ name }) => name));
  const entries = moves.flatMap(({ after }) => after);
  const along = [...broughtBy(head, entries)].flatMap((key) => head.packages.get(key) ?? []);
  return along.filter(({ name }) => !known.has(name) && !own.has(name));
}

/** Names of what comes in and runs code when it is installed. */
function buildsOf(moves: readonly PackageMove[]): readonly string[] {
  const entries = [...moves.flatMap(({ after }) => after), ...freshOf(moves)];
  return [...new Set(entries.flatMap(({ name, installScript }) => (installScript === true ? name : [])))];
}

/** What comes along that the lockfile did not hold, whether it runs code when it is installed, and what it may be taken for. */
function broughtText(moves: readonly PackageMove[]): Text {
  const names = [...new Set(freshOf(moves).map(({ name }) => name))];
  const builds = buildsOf(moves);
  const near = [...new Set(moves.flatMap((move) => nearNames(move, move.pair.base)))];
  const brings =
    names.length === 0
      ? text`Brings no package that the lockfile did not hold.`
      : text`Brings ${names.length} ${[names.length === 1 ? 'package' : 'packages']} that the lockfile did not hold: ${list(names, 5)}.`;
  const runs = builds.length === 0 ? [] : text` Code runs at install for ${list(builds, 3)}.`;
  const looks =
    near.length === 0
      ? []
      : text` Its name is one letter apart from that of ${list(near, 3)}, which is there as well.`;
  return [...brings, ...runs, ...looks];
}
