import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { engineViolations } from '../../system/engine-violations.ts';
import type { EngineViolation } from '../../system/engine-violations.ts';
import type { RuntimeDeclaration } from '../../system/runtime-declarations.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Problem, Severity } from '../rule.ts';
import { movePlace } from './move-places.ts';
import { runtimeTitle } from './runtime-titles.ts';

/** A package moved to a version that excludes the runtime which the repository declares for it. */
export const engineConstraintViolated: ChangeRule = {
  kind: 'change',
  id: 'engine-constraint-violated',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A new version of a package excludes the runtime that is declared',
  assumption: 'Assumes that the new versions still run on the runtime that is installed.',
  verify:
    'Install with the declared runtime and its checks on (`engine-strict` for npm), and start what uses the package.',
  explanation: `Compares what packages that came or moved accept (\`engines.node\` in npm and pnpm lockfiles, \`python-versions\` in
Poetry's, \`require.php\` in Composer's) with what images, tool files, CI and manifests declare for the folder of the lockfile or
of the packages that ask. It fires when no declared version is accepted: of a CI matrix one is enough. A version that is
given as a line (\`20\`) counts as its newest release. What the old version of the package excluded already is left out.

Lockfiles of Yarn, Bun, uv and others do not say what packages accept; there it stays silent.

Severity: high for what production needs and a manifest names, medium for development dependencies, low for what others
bring along. One finding for a lockfile and a runtime. A question where only CI declares the runtime.`,
  check: (change) =>
    groupBy(engineViolations(change), ({ move, runtime }) => `${move.pair.head.path}\0${runtime}`).map(
      (violations) => problemOf(violations),
    ),
};

const rank: readonly RuntimeDeclaration['role'][] = ['image', 'tool-file', 'ci', 'manifest'];

function weightOf({ move }: EngineViolation): Severity {
  return move.direct ? (move.dev ? 'medium' : 'high') : 'low';
}

function problemOf(violations: readonly [EngineViolation, ...EngineViolation[]]): Problem {
  const order: readonly Severity[] = ['high', 'medium', 'low'];
  const sorted = violations.toSorted((a, b) => order.indexOf(weightOf(a)) - order.indexOf(weightOf(b)));
  const [first] = sorted as [EngineViolation, ...EngineViolation[]];
  const { move, runtime, accepts } = first;
  const voices = first.voices.toSorted((a, b) => rank.indexOf(a.role) - rank.indexOf(b.role));
  const [voice] = voices as [RuntimeDeclaration, ...RuntimeDeclaration[]];
  const title: Text = [runtimeTitle(runtime)];
  const others = sorted.slice(1);
  const { at, atBase } = movePlace(move);
  return {
    subject: move.name,
    alsoAbout: others.map((each) => each.move.name),
    identity: [
      move.pair.head.path,
      runtime,
      ...sorted.map(({ move: { name, to } }) => `${name}@${to}`).sort(),
    ],
    severity: weightOf(first),
    // Which job installs this lockfile is not told.
    confidence: voices.every(({ role }) => role === 'ci') ? 'possible' : 'likely',
    title: text`${code(move.name)} ${code(move.to ?? '')} wants ${title} ${code(accepts)}, and ${code(voice.path)} has ${writtenIn(voice)}`,
    assumption: text`Assumes that ${code(`${move.name} ${move.to ?? ''}`)} still runs on ${title} ${writtenIn(voice)}.`,
    detail: detailOf(others),
    verify: text`Install with ${title} ${writtenIn(voice)} and its version checks on, and start what uses ${code(move.name)}.`,
    at,
    atBase,
    related: voices.slice(0, 8).map((each) => ({
      path: each.path,
      line: each.entries[0]?.at ?? null,
      side: 'head' as const,
      note: text`declares ${writtenIn(each)}`,
    })),
  };
}

function detailOf(others: readonly EngineViolation[]): Text {
  if (others.length === 0) return ['No other package of this lockfile does so.'];
  const direct = others.filter(({ move }) => move.direct);
  const names = others.map(({ move, accepts }) => `${move.name} ${move.to ?? ''} (${accepts})`);
  const brought = others.length - direct.length;
  const note =
    brought === 0 ? [] : [` ${brought} of these ${brought === 1 ? 'is' : 'are'} brought along by others.`];
  return text`So do ${list(names, 6)}.${note}`;
}

function writtenIn({ entries }: RuntimeDeclaration): Text {
  return list([...new Set(entries.map(({ written }) => written))], 3);
}
