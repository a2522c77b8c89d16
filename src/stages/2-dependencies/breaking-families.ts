import { code, list, text } from '../../report/text.ts';
import { groupBy } from '../group-by.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import { promiseOf } from '../../system/version-order.ts';
import type { Problem } from '../rule.ts';
import { askersOf, relatedPlaces } from './move-places.ts';

/** One package's breaking step, and the problem that it is when it steps alone. */
export interface BreakingStep {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly moves: readonly PackageMove[];
  readonly problem: Problem;
}

/** Packages of one scope are published together and step together: a reviewer looks at them once. */
export function familyProblems(steps: readonly BreakingStep[]): readonly Problem[] {
  const families = groupBy(steps, ({ name, moves, problem }) => {
    const scope = /^@[^/]+(?=\/)/.exec(name)?.[0];
    // Other ecosystems have no scopes, and packages of theirs may have the name of one.
    const ecosystem = moves[0]?.ecosystem;
    return scope === undefined
      ? `${ecosystem} ${name}`
      : [scope, problem.severity, problem.confidence].join('\0');
  });
  return families.map((family) => (family.length === 1 ? family[0].problem : problemOf(family[0], family)));
}

function problemOf(first: BreakingStep, family: readonly BreakingStep[]): Problem {
  const scope = first.name.slice(0, first.name.indexOf('/'));
  const moves = family.flatMap((step) => step.moves);
  const steps = family.map(({ name, from, to }) => `${name} ${from} → ${to}`);
  return {
    ...first.problem,
    subject: scope,
    alsoAbout: family.map(({ name }) => name),
    identity: family.map(({ name, to }) => `${name}@${promiseOf(to, moves[0]?.ecosystem) ?? to}`).sort(),
    title: text`${family.length} packages of ${code(scope)} take a breaking step`,
    assumption: text`Assumes that code written for ${list(
      family.map(({ name, from }) => `${name} ${promiseOf(from, moves[0]?.ecosystem)}`),
      3,
    )} works with what replaces them.`,
    detail: text`${list(steps, 12)}. Asked for by ${askersOf(moves)}.`,
    verify: text`Read the changelogs of ${code(scope)} for these steps, and run the tests of what imports the packages.`,
    related: relatedPlaces(moves, first.problem.at).slice(0, 12),
  };
}
