import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { groupBy } from '../group-by.ts';
import { isBreakingMove } from '../../system/breaking-moves.ts';
import type { LockedPair } from '../../system/locked-pairs.ts';
import { packageMoves } from '../../system/package-moves.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import { promiseOf } from '../../system/version-order.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { broughtAlong, stepsOf } from './brought-along.ts';
import { parentsOf } from './parents-of.ts';

/** Packages that others bring along cross breaking boundaries: one finding a lockfile, however many there are. */
export const transitiveBreakingBump: ChangeRule = {
  kind: 'change',
  id: 'transitive-breaking-bump',
  stage: 'dependencies',
  severity: 'low',
  summary: 'Packages that dependencies bring along took breaking steps',
  assumption: 'Assumes that what the direct dependencies bring along still behaves alike.',
  verify: 'Test through the direct dependencies that the finding names.',
  explanation: `Compares the versions that a lockfile holds of every package that no manifest names. A lockfile gives one
finding at most, with the number of breaking steps, the number of packages that moved at all, and the direct
dependencies through which they come in. A second version of a package beside the first is no step. What a dependency
brings along that takes a breaking step itself is told with that one (\`direct-breaking-bump\`).

Severity: low; info where nothing but development needs any of them.`,
  check: (change) => {
    const moved = packageMoves(change).filter(({ direct, kind }) => !direct && kind !== 'kept');
    const told = new Set([...broughtAlong(change).values()].flat());
    const lockfiles = groupBy(moved, ({ pair }) => pair.head.path);
    return lockfiles.flatMap((moves) => problemOf(moves, told) ?? []);
  },
};

function problemOf(moves: readonly PackageMove[], told: ReadonlySet<PackageMove>): Problem | null {
  const breaking = moves.filter((move) => isBreakingMove(move) && !told.has(move));
  const [first] = breaking;
  const place = first?.after[0];
  if (!first || !place) return null;
  const { head } = first.pair;
  const sorted = breaking.toSorted((a, b) => Number(a.dev) - Number(b.dev));
  return {
    subject: head.path,
    identity: [
      head.path,
      ...breaking.map(({ ecosystem, name, to }) => `${name}@${promiseOf(to ?? '', ecosystem)}`).sort(),
    ],
    severity: breaking.every(({ dev }) => dev) ? 'info' : 'low',
    confidence: 'certain',
    title: text`${countOf(breaking.length, 'transitive package takes', 'transitive packages take')} a breaking step in ${code(head.path)}`,
    assumption: text`Assumes that no change of behaviour comes in through ${throughOf(first.pair, breaking)}.`,
    detail: detailOf(moves, sorted),
    verify: text`Run the tests that go through ${throughOf(first.pair, breaking)}.`,
    at: { path: place.file, line: place.line },
    atBase: first.before[0] ? { path: first.before[0].file, line: first.before[0].line } : null,
  };
}

function detailOf(moves: readonly PackageMove[], breaking: readonly PackageMove[]): Text {
  const steps = list(stepsOf(breaking), 6);
  const dev = breaking.filter((move) => move.dev).length;
  const share =
    dev === 0 || dev === breaking.length ? [] : [` ${dev} of the breaking steps are for development only.`];
  return text`${steps}. ${countOf(moves.length, 'transitive package', 'transitive packages')} moved in all.${share}`;
}

/** Direct dependencies that moved and bring these along; where none did, those that need them at all. */
function throughOf({ base, head }: LockedPair, moves: readonly PackageMove[]): Text {
  const parents = parentsOf(
    head,
    moves.flatMap(({ after }) => after),
  );
  const old = new Set(
    base.asks.flatMap(({ answer }) => (answer ? [`${answer.name}@${answer.version}`] : [])),
  );
  const moved = parents.filter(({ name, version }) => !old.has(`${name}@${version}`));
  const names = [...new Set((moved.length > 0 ? moved : parents).map(({ name }) => name))];
  return names.length === 0 ? ['everything that needs them'] : list(names, 3);
}

function countOf(count: number, one: string, many: string): Text {
  return [`${count} ${count === 1 ? one : many}`];
}
