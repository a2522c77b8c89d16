import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import type { Change } from '../../system/system.ts';
import { promiseOf } from '../../system/version-order.ts';
import { groupBy } from '../group-by.ts';
import type { Problem } from '../rule.ts';
import { broughtAlong, stepsOf as transitiveSteps } from './brought-along.ts';
import { askersOf, linksOf, relatedPlaces } from './move-places.ts';
import { usedBy } from './used-by.ts';

/** One package's breaking step, and the problem that it is when it steps alone. */
export interface BreakingStep {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly moves: readonly PackageMove[];
  /** files of code that use it */
  readonly files: number;
  readonly problem: Problem;
}

/** More findings than this for one lockfile, of one severity, would hide each other: the most used ones stay apart. */
const mostApart = { high: 4, other: 2 };

/** Packages that are published together are looked at together; of many steps, the less used ones are told at once. */
export function familyProblems(change: Change, steps: readonly BreakingStep[]): readonly Problem[] {
  const families = familiesIn(steps).map((family) => ({
    family,
    problem: family.length === 1 ? family[0].problem : problemOf(change, family[0], family),
    files: Math.max(...family.map(({ files }) => files)),
  }));
  const lockfiles = groupBy(families, ({ family: [{ moves, problem }] }) =>
    [moves[0]?.pair.head.path, problem.severity, problem.confidence].join('\0'),
  );
  return lockfiles.flatMap((all) => {
    const most = all[0].problem.severity === 'high' ? mostApart.high : mostApart.other;
    if (all.length <= most + 1) return all.map(({ problem }) => problem);
    const apart = new Set(all.toSorted((a, b) => b.files - a.files).slice(0, most));
    const rest = all.filter((each) => !apart.has(each)).flatMap(({ family }) => family);
    return [...[...apart].map(({ problem }) => problem), problemOfRest(change, rest)];
  });
}

type Family = readonly [BreakingStep, ...BreakingStep[]];

/** Members of one scope; or of one first word, where at least three take the same step (`expo-…` from 56 to 57). */
function familiesIn(steps: readonly BreakingStep[]): readonly Family[] {
  const words = groupBy(steps, (step) => wordKey(step));
  const large = new Set(words.filter((group) => group.length > 2).flat());
  return groupBy(steps, (step) => {
    const { name, moves, problem } = step;
    const scope = scopeOf(name);
    // Other ecosystems have no scopes, and packages of theirs may have the name of one.
    if (scope !== undefined) return [scope, problem.severity, problem.confidence].join('\0');
    return large.has(step) ? `${wordKey(step)}\0${problem.severity}` : `${moves[0]?.ecosystem} ${name}`;
  });
}

function scopeOf(name: string): string | undefined {
  return /^@[^/]+(?=\/)/.exec(name)?.[0];
}

function wordOf(name: string): string {
  // A Go module is named by where it is kept.
  const parts = name.split('/');
  if (parts.length > 2 && parts[0]?.includes('.') === true)
    return parts.slice(0, /^(?:github|gitlab)\.com$/.test(parts[0]) ? 2 : 1).join('/');
  return scopeOf(name) ?? name.split(/[-_:]/)[0] ?? name;
}

function wordKey({ name, from, to, moves }: BreakingStep): string {
  const ecosystem = moves[0]?.ecosystem;
  return [ecosystem, wordOf(name), promiseOf(from, ecosystem), promiseOf(to, ecosystem)].join('\0');
}

function problemOf(change: Change, first: BreakingStep, family: readonly BreakingStep[]): Problem {
  const scope = wordOf(first.name);
  const moves = family.flatMap((step) => step.moves);
  const users = usedBy(
    change,
    family.map((step) => ({
      ecosystem: step.moves[0]?.ecosystem ?? 'npm',
      name: step.name,
      moves: step.moves,
    })),
  );
  return {
    ...first.problem,
    ...manyOf(family),
    subject: scope,
    title: text`${family.length} packages of ${code(scope)} take a breaking step`,
    detail: text`${list(stepsOf(family), 12)}. Asked for by ${askersOf(moves)}. ${users.words}${broughtWords(change, moves)}`,
    verify: text`Read the changelogs of ${code(scope)} for these steps, and run the tests of what imports the packages.`,
    related: [...relatedPlaces(moves, first.problem.at).slice(0, 12), ...users.places],
    links: linksOf(moves),
  };
}

/** What is left of many: one look at the list, the most used first. */
function problemOfRest(change: Change, rest: readonly BreakingStep[]): Problem {
  const sorted = rest.toSorted((a, b) => b.files - a.files);
  const [first] = sorted as [BreakingStep, ...BreakingStep[]];
  const moves = sorted.flatMap((step) => step.moves);
  const path = moves[0]?.pair.head.path ?? '';
  const unused = rest.filter(({ files }) => files === 0).length;
  const none = unused === 0 ? [] : [` No import was found of ${unused} of them.`];
  return {
    ...first.problem,
    ...manyOf(sorted),
    subject: path,
    title: text`${rest.length} more dependencies in ${code(path)} take a breaking step`,
    detail: text`${list(stepsOf(sorted), 20)}. Asked for by ${askersOf(moves)}.${none}${broughtWords(change, moves)}`,
    verify: text`Read the changelogs of these steps, and run the tests of what imports the packages.`,
    related: relatedPlaces(moves, first.problem.at).slice(0, 20),
    links: linksOf(moves),
  };
}

function manyOf(steps: readonly BreakingStep[]): Pick<Problem, 'alsoAbout' | 'identity' | 'assumption'> {
  const ecosystem = steps[0]?.moves[0]?.ecosystem;
  return {
    alsoAbout: steps.map(({ name }) => name),
    identity: steps.map(({ name, to }) => `${name}@${promiseOf(to, ecosystem) ?? to}`).sort(),
    assumption: text`Assumes that code written for ${list(
      steps.map(({ name, from }) => `${name} ${promiseOf(from, ecosystem)}`),
      3,
    )} works with what replaces them.`,
  };
}

/** What comes along that breaks, too. */
export function broughtWords(change: Change, moves: readonly PackageMove[]): Text {
  const brought = moves.flatMap((move) => broughtAlong(change).get(move) ?? []);
  if (brought.length === 0) return [];
  const what = brought.length === 1 ? ' package takes a breaking step' : ' packages take a breaking step';
  return text` With ${[moves.length === 1 ? 'it' : 'them']}, ${brought.length} transitive${[what]}: ${list(transitiveSteps(brought), 3)}.`;
}

function stepsOf(steps: readonly BreakingStep[]): readonly string[] {
  return steps.map(({ name, from, to }) => `${name} ${from} → ${to}`);
}
