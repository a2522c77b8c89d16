import { code, list, text } from '../../report/text.ts';
import { groupBy } from '../group-by.ts';
import { packageMoves } from '../../system/package-moves.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import type { ChangeRule, Problem, Severity } from '../rule.ts';
import { askersOf, linksOf, milder, movePlace, relatedPlaces } from './move-places.ts';

/** More dependencies than this that went back in one lockfile are told in one finding. */
const mostApart = 4;

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
package and keeps the older one is no downgrade: nothing says that its users went back. Packages of the repository itself
are none of its dependencies, and builds of branches (\`1.0.0-fix-login.0\`) have no order.

Severity: medium for dependencies that a manifest names, and for packages that went back because an override or a resolution
no longer holds them; low for other packages that come along. One step milder for what only development needs.`,
  check: (change) => {
    const down = packageMoves(change).filter(
      ({ kind, after }) => kind === 'downgraded' && after.every(({ source }) => source.type !== 'path'),
    );
    const groups = groupBy(down, (move) =>
      [move.pair.head.path, reasonOf(move), move.direct && move.dev].join('\0'),
    );
    return groups.flatMap((moves) =>
      moves[0].direct && moves.length <= mostApart ? moves.map(problemOf) : [problemOfMany(moves)],
    );
  },
};

type Reason = 'direct' | 'released' | 'brought';

/** `released`: an override held the newer version, and is gone. */
function reasonOf({ direct, name, pair }: PackageMove): Reason {
  if (direct) return 'direct';
  const kept = selectorsOf(pair.head, name);
  return selectorsOf(pair.base, name).some((selector) => !kept.includes(selector)) ? 'released' : 'brought';
}

/** What overrides and resolutions force this package. */
function selectorsOf({ file, manifests }: LockedTree, name: string): readonly string[] {
  const facts = [file, ...manifests.values()].flatMap((each) => each.facts);
  return facts.flatMap((fact) => (fact.kind === 'override' && fact.name === name ? [fact.selector] : []));
}

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
    links: linksOf([move]),
  };
}

const words: Readonly<
  Record<Reason, { what: string; severity: Severity; assumed: readonly [string, string]; verify: string }>
> = {
  direct: {
    what: 'dependencies go back to an older version',
    severity: 'medium',
    assumed: ['nothing relies on what newer versions of ', ' brought'],
    verify:
      'Look up why the newer versions came in; so many at once point to a lockfile that was written anew.',
  },
  released: {
    what: 'transitive packages go back to an older version, with the overrides that held them',
    severity: 'medium',
    assumed: ['the reason to force newer versions of ', ' is gone, a security fix for one'],
    verify: 'Find the commit that brought the overrides in, and its reason.',
  },
  brought: {
    what: 'transitive packages go back to an older version',
    severity: 'low',
    assumed: ['nothing relies on what newer versions of ', ' brought'],
    verify: 'Look up why the newer versions came in, and which dependency holds the older ones.',
  },
};

/** Many at once, or packages that no manifest names. */
function problemOfMany(moves: readonly [PackageMove, ...PackageMove[]]): Problem {
  const [first] = moves;
  const { what, severity, assumed, verify } = words[reasonOf(first)];
  const { path } = first.pair.head;
  const names = moves.map(({ name }) => name);
  const steps = moves.map(({ name, from, to }) => `${name} ${from} → ${to}`);
  const [was, is] = [first.before[0], first.after[0]];
  return {
    subject: path,
    alsoAbout: names,
    identity: [path, ...moves.map(({ name, to }) => `${name}@${to}`).sort()],
    severity: moves.every(({ dev }) => dev) ? milder(severity) : severity,
    confidence: 'certain',
    title:
      moves.length === 1
        ? text`${code(names[0] ?? '')}, which no manifest names, goes back from ${code(first.from ?? '')} to ${code(first.to ?? '')}`
        : text`${moves.length} ${[what]} in ${code(path)}`,
    assumption: text`Assumes that ${[assumed[0]]}${list(names, 3)}${[assumed[1]]}.`,
    detail: text`${list(steps, 8)}.`,
    verify: [verify],
    at: is ? { path: is.file, line: is.line } : null,
    atBase: was ? { path: was.file, line: was.line } : null,
  };
}
