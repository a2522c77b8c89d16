import semver from 'semver';
import { code, list, text } from '../../report/text.ts';
import type { Override, Package } from '../../system/facts.ts';
import { lockedPairs } from '../../system/locked-pairs.ts';
import type { LockedPair } from '../../system/locked-pairs.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import { rangeOf } from '../../system/version-order.ts';
import type { Located } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A package gets a peer that it was not made for. */
export const peerRangeViolated: ChangeRule = {
  kind: 'change',
  id: 'peer-range-violated',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'A package gets a peer outside of the range that it was made for',
  assumption: 'Assumes that the package works with a version of its peer that its makers did not allow.',
  verify: 'Read the notes of the newest release of the package, and run the tests that go through it.',
  explanation: `Looks at \`peerDependencies\` in lockfiles of npm, pnpm and Yarn 2 and later, and at the version that each such package gets.
It fires when that lies outside of the range at head and did not at base. All packages that get the same peer are one
finding. Of packages that others bring along it tells only beside one that a manifest asks for.

It stays silent for ranges that were violated before, and for peers whose version an override forces.

Severity: medium; low where only development needs the packages.`,
  yieldsTo: ['paired-packages-split'],
  check: (change) =>
    lockedPairs(change)
      .filter(({ base, head }) => base.file !== head.file && head.lockfile.ecosystem === 'npm')
      .flatMap(problemsOf),
};

interface Violation {
  readonly entry: Located<Package>;
  readonly peer: Located<Package>;
  readonly range: string;
}

function problemsOf({ base, head }: LockedPair): readonly Problem[] {
  const found = violationsIn(head);
  if (found.length === 0) return [];
  const before = new Set(violationsIn(base).map(({ entry, peer }) => `${entry.name}\0${peer.name}`));
  const fresh = found.filter(({ entry, peer }) => !before.has(`${entry.name}\0${peer.name}`));
  return groupBy(withoutMirrors(fresh), ({ peer }) => `${peer.name}@${peer.version}`).flatMap((all) =>
    problemOf(head, all),
  );
}

/** Packages that are peers of each other say the same twice: the side stays that more of them complain about. */
function withoutMirrors(all: readonly Violation[]): readonly Violation[] {
  const complaints = new Map<string, number>();
  for (const { peer } of all) complaints.set(peer.name, (complaints.get(peer.name) ?? 0) + 1);
  const keys = new Set(all.map(({ entry, peer }) => `${entry.name}\0${peer.name}`));
  return all.filter(({ entry, peer }) => {
    if (!keys.has(`${peer.name}\0${entry.name}`)) return true;
    const [own, other] = [complaints.get(peer.name) ?? 0, complaints.get(entry.name) ?? 0];
    return own === other ? entry.name > peer.name : own > other;
  });
}

function problemOf(tree: LockedTree, all: readonly [Violation, ...Violation[]]): readonly Problem[] {
  const direct = all.filter(({ entry }) => entry.direct === true);
  const [first] = direct;
  if (!first) return [];
  const { peer } = first;
  const names = [...new Set(direct.map(({ entry, range }) => `${entry.name}@${entry.version} (${range})`))];
  const others = new Set(all.filter(({ entry }) => entry.direct !== true).map(({ entry }) => entry.name))
    .size;
  const packages = [...new Set(direct.map(({ entry }) => entry.name))];
  return [
    {
      subject: packages.length === 1 ? first.entry.name : peer.name,
      alsoAbout: packages,
      identity: [tree.path, `${peer.name}@${peer.version}`, ...packages.toSorted()],
      severity: direct.every(({ entry }) => entry.dev === true) ? 'low' : 'medium',
      confidence: 'likely',
      title: text`${list(packages, 3)} ${[packages.length === 1 ? 'is' : 'are']} not made for ${code(`${peer.name} ${peer.version}`)}`,
      assumption: text`Assumes that ${list(packages, 3)} ${[packages.length === 1 ? 'works' : 'work']} with ${code(`${peer.name} ${peer.version}`)} all the same.`,
      detail: text`${list(names, 6)}.${others === 0 ? [] : [` ${others} of the packages that others bring along ${others === 1 ? 'has' : 'have'} the same trouble.`]}`,
      verify: text`Look for a release that allows ${code(`${peer.name} ${peer.version}`)}, or run the tests that go through it.`,
      at: placeOf(first.entry),
      related: [
        { ...placeOf(peer), side: 'head', note: text`${code(peer.name)} is locked here` },
        ...direct.slice(1, 6).map(({ entry, range }) => ({
          ...placeOf(entry),
          side: 'head' as const,
          note: text`asks for ${code(range)}`,
        })),
      ],
    },
  ];
}

function violationsIn(tree: LockedTree): readonly Violation[] {
  const forced = new Set(
    [tree.file, ...tree.manifests.values()].flatMap(({ facts }) =>
      facts.filter((fact): fact is Override => fact.kind === 'override').map(({ name }) => name),
    ),
  );
  const beside = askedBeside(tree);
  return [...tree.packages.values()].flatMap((entry) =>
    Object.entries(entry.peers ?? {}).flatMap(([name, range]): readonly Violation[] => {
      const allowed = rangeOf(range);
      if (allowed === null || allowed === '*' || forced.has(name)) return [];
      const got = (entry.requires ?? [])
        .flatMap((key) => tree.packages.get(key) ?? [])
        .filter((each) => each.name === name);
      const peers = got.length > 0 ? got : (beside.get(entry.key)?.get(name) ?? []);
      const [peer] = peers;
      const fits = ({ version }: Package): boolean =>
        !semver.valid(version) ||
        semver.satisfies(version, allowed, { includePrerelease: true, loose: true });
      return peer && !peers.some(fits) ? [{ entry, peer, range }] : [];
    }),
  );
}

/** Yarn's lockfile does not say which peer a package gets: of direct dependencies it is what the same manifest asks for. */
function askedBeside({
  asks,
  lockfile,
}: LockedTree): ReadonlyMap<string, ReadonlyMap<string, readonly Located<Package>[]>> {
  const found = new Map<string, Map<string, Located<Package>[]>>();
  if (lockfile.manager !== 'yarn') return found;
  for (const askers of groupBy(asks, ({ importer }) => importer)) {
    for (const { answer } of askers) {
      if (!answer?.peers) continue;
      const own = found.get(answer.key) ?? new Map<string, Located<Package>[]>();
      found.set(answer.key, own);
      for (const other of askers)
        if (other.answer && Object.hasOwn(answer.peers, other.name))
          own.set(other.name, [...(own.get(other.name) ?? []), other.answer]);
    }
  }
  return found;
}
