import { code, text } from '../../report/text.ts';
import { packageMoves } from '../../system/package-moves.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import { isPrerelease } from '../../system/version-order.ts';
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
versions that take the place of a release, of packages that a manifest asks for.

It stays silent for packages that were at a pre-release before, for new ones, for those that others bring along, for Go's
versions of a commit, and where \`direct-breaking-bump\` tells of the step.

Severity: medium; low for what only development needs.`,
  yieldsTo: ['direct-breaking-bump'],
  check: (change) =>
    packageMoves(change)
      .filter(
        ({ from, to, ecosystem, direct, after }) =>
          direct &&
          after.every(({ source }) => source.type !== 'path' && source.type !== 'workspace') &&
          from !== null &&
          to !== null &&
          !isPrerelease(from, ecosystem) &&
          isPrerelease(to, ecosystem),
      )
      .map(problemOf),
};

function problemOf(move: PackageMove): Problem {
  const { name, from, to, dev, pair } = move;
  return {
    subject: name,
    identity: [pair.head.path, `${name}@${to}`],
    severity: dev ? milder('medium') : 'medium',
    confidence: 'certain',
    title: text`${code(name)} goes from ${code(from ?? '')} to the pre-release ${code(to ?? '')}`,
    assumption: text`Assumes that ${code(`${name} ${to}`)} keeps the promises of a release.`,
    detail: text`Asked for by ${askersOf([move])}.`,
    verify: text`Read on the release page what is still open, and plan when to leave it.`,
    ...movePlace(move),
    links: linksOf([move]),
  };
}
