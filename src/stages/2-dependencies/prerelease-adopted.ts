import { code, list, text } from '../../report/text.ts';
import { packageMoves } from '../../system/package-moves.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import { isPrerelease } from '../../system/version-order.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { askersOf, linksOf, milder, movePlace } from './move-places.ts';

/** A package goes from a release to what comes before one. */
export const prereleaseAdopted: ChangeRule = {
  kind: 'change',
  id: 'prerelease-adopted',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'A package went from a release to a pre-release',
  assumption: 'Assumes that a pre-release keeps the promises of a release.',
  verify: 'Read on the release page what is still open, and plan when to leave the pre-release.',
  explanation: `Compares resolved versions by the scheme of their ecosystem: alpha, beta, release candidate, development and nightly
versions that take the place of a release. All such packages of one lockfile that manifests ask for are one finding; those that
others bring along are another.

It stays silent for packages that were at a pre-release before, for new ones, for Go's versions of a commit, and where
\`direct-breaking-bump\` tells of the step.

Severity: medium for what manifests ask for, low for what is brought along; one step milder for what only development needs.`,
  yieldsTo: ['direct-breaking-bump'],
  check: (change) => {
    const adopted = packageMoves(change).filter(
      ({ from, to, ecosystem }) =>
        from !== null && to !== null && !isPrerelease(from, ecosystem) && isPrerelease(to, ecosystem),
    );
    return groupBy(adopted, ({ pair, direct, name }) => [pair.head.path, direct ? name : ''].join('\0')).map(
      problemOf,
    );
  },
};

function problemOf(moves: readonly [PackageMove, ...PackageMove[]]): Problem {
  const [first] = moves;
  const { name, from, to, direct, pair } = first;
  const severity = direct ? 'medium' : 'low';
  const one = moves.length === 1;
  const steps = moves.map((each) => `${each.name} ${each.from} → ${each.to}`);
  return {
    subject: one ? name : pair.head.path,
    alsoAbout: moves.map((each) => each.name),
    identity: [pair.head.path, ...moves.map((each) => `${each.name}@${each.to}`).toSorted()],
    severity: moves.every(({ dev }) => dev) ? milder(severity) : severity,
    confidence: 'certain',
    title: one
      ? text`${code(name)} goes from ${code(from ?? '')} to the pre-release ${code(to ?? '')}`
      : text`${moves.length} transitive packages go to pre-releases in ${code(pair.head.path)}`,
    assumption: text`Assumes that ${one ? code(`${name} ${to}`) : list(steps, 3)} keeps the promises of a release.`,
    detail: direct ? text`Asked for by ${askersOf([first])}.` : text`${list(steps, 6)}.`,
    verify: text`Read on the release page what is still open, and plan when to leave it.`,
    ...movePlace(first),
    links: linksOf(moves),
  };
}
