import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { groupBy } from '../group-by.ts';
import type { Problem, Severity } from '../rule.ts';
import { sameBytes } from './integrity.ts';
import { milder } from './move-places.ts';
import { hostsAtBase } from './source-steps.ts';
import type { SourceStep } from './source-steps.ts';

type Steps = readonly [SourceStep, ...SourceStep[]];

/** Packages that one registry served at base and another serves at head: one problem for a lockfile and pair of hosts. */
export function hostProblems(steps: readonly SourceStep[]): readonly Problem[] {
  const groups = groupBy(steps, ({ move, before, after }) =>
    [move.pair.head.path, before.source.host, after.source.host].join('\0'),
  );
  return groups.flatMap((group) => problemOf(group) ?? []);
}

function problemOf(steps: Steps): Problem | null {
  const [first] = steps;
  const [from, to] = [first.before.source.host ?? '', first.after.source.host ?? ''];
  const severity = severityOf(steps, from, to);
  if (severity === null) return null;
  const { path } = first.move.pair.head;
  const names = [...new Set(steps.map(({ move }) => move.name))];
  const subject = names.length === 1 ? (names[0] ?? path) : path;
  const what: Text = names.length === 1 ? [code(subject)] : text`${names.length} packages`;
  return {
    subject,
    identity: [path, from, to, ...(names.length === 1 ? names : [])],
    severity: steps.every(({ move }) => move.dev) ? milder(severity) : severity,
    confidence: 'certain',
    title: text`${what} ${[names.length === 1 ? 'comes' : 'come']} from the registry ${code(to)} instead of ${code(from)}`,
    assumption: text`Assumes that ${code(to)} serves the packages that ${code(from)} served, and nobody else can publish them there.`,
    detail: text`${list(names, 8)}. ${proofText(steps)}`,
    verify: text`Find out who runs ${code(to)} and which setting points there, and compare the hash of one package with the old registry.`,
    at: { path: first.after.file, line: first.after.line },
    atBase: { path: first.before.file, line: first.before.line },
  };
}

/** Null: nothing to worry about. */
function severityOf(steps: Steps, from: string, to: string): Severity | null {
  const [first] = steps;
  const hosts = hostsAtBase(first.move.pair);
  const proven = steps.every(isProven);
  const target = hosts.get(to);
  if (target === undefined) {
    const isWhole = !hostsAtHead(first).has(from);
    return proven || isWhole ? 'medium' : 'critical';
  }
  if (target.general && hosts.get(from)?.general !== true) return 'high';
  // Both serve everything: mirrors of each other. A registry of one owner took a package over: same bytes or not?
  return target.general || proven ? null : 'medium';
}

/** The version stayed and its hash with it. */
function isProven({ move }: SourceStep): boolean {
  return move.kind === 'kept' && sameBytes(move.before, move.after);
}

function hostsAtHead({ move }: SourceStep): ReadonlySet<string | null> {
  return new Set(
    [...move.pair.head.packages.values()].flatMap(({ source }) =>
      source.type === 'registry' ? [source.host] : [],
    ),
  );
}

function proofText(steps: readonly SourceStep[]): Text {
  const proven = steps.filter(isProven).length;
  if (proven === steps.length) return ['The hashes stayed the same.'];
  return proven === 0
    ? ['Nothing shows that these are the same bytes: versions or hashes moved with the registry.']
    : [`For ${proven} of them the hash stayed the same.`];
}
