import { code, list, text } from '../../report/text.ts';
import type { Package, PeerPermission } from '../../system/facts.ts';
import { lockedPairs } from '../../system/locked-pairs.ts';
import type { LockedPair } from '../../system/locked-pairs.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { violationsIn } from './peer-violations.ts';
import type { Violation } from './peer-violations.ts';

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

It stays silent for ranges that were violated before, where neither the package nor its peer moved, and for peers whose
version an override forces or \`peerDependencyRules\` of pnpm allow.

Severity: medium; low where only development needs the packages.`,
  yieldsTo: ['paired-packages-split'],
  check: (change) => {
    const permissions = change.head.facts('peer-permission');
    return lockedPairs(change)
      .filter(({ base, head }) => base.file !== head.file && head.lockfile.ecosystem === 'npm')
      .flatMap((pair) => problemsOf(pair, permissions));
  },
};

function problemsOf({ base, head }: LockedPair, permissions: readonly PeerPermission[]): readonly Problem[] {
  const found = violationsIn(head, permissions);
  if (found.length === 0) return [];
  const before = new Set(
    violationsIn(base, permissions).map(({ entry, peer }) => `${entry.name}\0${peer.name}`),
  );
  // Where both were there at these versions, nothing moved: base may just not say who gets what.
  const known = new Set([...base.packages.values()].map(versionOf));
  const fresh = found.filter(
    ({ entry, peer }) =>
      !before.has(`${entry.name}\0${peer.name}`) &&
      !(known.has(versionOf(entry)) && known.has(versionOf(peer))),
  );
  return groupBy(withoutMirrors(fresh), ({ peer }) => `${familyOf(peer)}@${peer.version}`).flatMap((all) =>
    problemOf(head, all),
  );
}

function versionOf({ name, version }: Package): string {
  return `${name}@${version}`;
}

/** Peers that are released together (`react` and `react-dom`, packages of a scope) are one trouble. */
function familyOf({ name }: Package): string {
  return name.split(/[/-]/)[0] ?? name;
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
  const peers = new Map(direct.map((each) => [each.peer.name, each.peer]));
  const they = list(
    [...peers.keys()].map((name) => `${name} ${peer.version}`),
    2,
  );
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
      title: text`${list(packages, 3)} ${[packages.length === 1 ? 'is' : 'are']} not made for ${they}`,
      assumption: text`Assumes that ${list(packages, 3)} ${[packages.length === 1 ? 'works' : 'work']} with ${they} all the same.`,
      detail: text`${list(names, 6)}.${others === 0 ? [] : [` ${others} of the packages that others bring along ${others === 1 ? 'has' : 'have'} the same trouble.`]}`,
      verify: text`Look for a release that allows ${they}, or run the tests that go through it.`,
      at: placeOf(first.entry),
      related: [
        ...[...peers.values()].slice(0, 2).map((each) => ({
          ...placeOf(each),
          side: 'head' as const,
          note: text`${code(each.name)} is locked here`,
        })),
        ...direct.slice(1, 6).map(({ entry, range }) => ({
          ...placeOf(entry),
          side: 'head' as const,
          note: text`asks for ${code(range)}`,
        })),
      ],
    },
  ];
}
