import { code, list, text } from '../../report/text.ts';
import { packageMoves } from '../../system/package-moves.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { linksOf, movePlace } from './move-places.ts';

/** A version comes in that its makers have given up. */
export const deprecatedIntroduced: ChangeRule = {
  kind: 'change',
  id: 'deprecated-introduced',
  stage: 'dependencies',
  severity: 'low',
  summary: 'A dependency comes in at a version that its makers call deprecated',
  assumption: 'Assumes that somebody will still mend the package when it breaks.',
  verify: 'Read what its makers say in place of it: `npm view NAME@VERSION deprecated`.',
  explanation: `Looks at the mark that npm and pnpm leave in lockfiles. It fires for packages that a manifest asks for, that are new or
moved, and of which no version at base had the mark. All of a lockfile are one finding.

It stays silent for packages that others bring along, about which a reviewer can do nothing. Whether a version was withdrawn
(yanked) is in no lockfile.

Severity: low; info for what only development needs.`,
  check: (change) => {
    const marked = packageMoves(change).filter(
      ({ kind, direct, after, before }) =>
        direct &&
        kind !== 'kept' &&
        after.some(({ deprecated }) => deprecated === true) &&
        !before.some(({ deprecated }) => deprecated === true),
    );
    return groupBy(marked, ({ pair }) => pair.head.path).map(problemOf);
  },
};

function problemOf(moves: readonly [PackageMove, ...PackageMove[]]): Problem {
  const [first] = moves;
  const names = moves.map(({ name, to }) => `${name}@${to}`);
  return {
    subject: moves.length === 1 ? first.name : first.pair.head.path,
    alsoAbout: moves.map(({ name }) => name),
    identity: [first.pair.head.path, ...names.toSorted()],
    severity: moves.every(({ dev }) => dev) ? 'info' : 'low',
    confidence: 'certain',
    title: text`${list(names, 3)} ${[moves.length === 1 ? 'is' : 'are']} deprecated by ${[moves.length === 1 ? 'its' : 'their']} makers`,
    assumption: text`Assumes that somebody will still mend ${list(names, 3)}.`,
    verify: text`Read what is said in place of it: ${code('npm view NAME@VERSION deprecated')}`,
    ...movePlace(first),
    links: linksOf(moves),
  };
}
