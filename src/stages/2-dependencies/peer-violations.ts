import picomatch from 'picomatch';
import semver from 'semver';
import type { Package, PeerPermission } from '../../system/facts.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import type { Located } from '../../system/system.ts';
import { rangeOf } from '../../system/version-order.ts';
import { groupBy } from '../group-by.ts';

/** A package and the peer that it gets, outside of the range that its makers allow. */
export interface Violation {
  readonly entry: Located<Package>;
  readonly peer: Located<Package>;
  readonly range: string;
}

/** Peers that an override forces, or that a manifest allows in so many words, are left out. */
export function violationsIn(tree: LockedTree, permissions: readonly PeerPermission[]): readonly Violation[] {
  const forced = new Set(
    [tree.file, ...tree.manifests.values()].flatMap(({ facts }) =>
      facts.filter((fact) => fact.kind === 'override').map(({ name }) => name),
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
      const isFine = (each: Package): boolean =>
        fits(each.version, allowed) || permissions.some((given) => permits(given, entry, each));
      return peer && !peers.some(isFine) ? [{ entry, peer, range }] : [];
    }),
  );
}

function fits(version: string, range: string): boolean {
  return (
    semver.valid(version) === null ||
    semver.satisfies(version, range, { includePrerelease: true, loose: true })
  );
}

function permits({ name, asker, specifier }: PeerPermission, entry: Package, peer: Package): boolean {
  if (asker !== null && asker !== entry.name) return false;
  const isMeant = name === peer.name || (name.includes('*') && picomatch.isMatch(peer.name, name));
  return isMeant && fits(peer.version, rangeOf(specifier) ?? '*');
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
