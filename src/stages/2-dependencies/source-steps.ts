import type { Package } from '../../system/facts.ts';
import type { LockedPair } from '../../system/locked-pairs.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import { isSameHost } from '../../system/public-registries.ts';
import type { Located } from '../../system/system.ts';

/** A package comes from somewhere else than before. */
export interface SourceStep {
  readonly kind: 'host' | 'type' | 'repository' | 'commit';
  readonly move: PackageMove;
  readonly before: Located<Package>;
  readonly after: Located<Package>;
}

/** The first entry of a move at head that none at base shares its source with; null where there is none, or nothing is said. */
export function sourceStep(move: PackageMove): SourceStep | null {
  const [before] = move.before;
  if (!before) return null;
  for (const after of move.after) {
    if (move.before.some((entry) => isSame(entry, after, move.kind === 'kept'))) continue;
    const kind = kindOf(before, after);
    if (kind) return { kind, move, before, after };
  }
  return null;
}

function isSame({ source: before }: Package, { source: after }: Package, kept: boolean): boolean {
  if (before.type !== after.type) return false;
  if (before.type === 'git' && before.host === after.host) {
    return (
      !kept || before.commit === undefined || after.commit === undefined || before.commit === after.commit
    );
  }
  if (before.type === 'path') return true;
  if (movedCommit(before, after)) return !kept;
  return before.host === null || after.host === null || isSameHost(before.host, after.host);
}

/** Composer's registries keep commits, not archives: `v1.2.0` is whatever stands behind the tag. */
function movedCommit(before: Package['source'], after: Package['source']): boolean {
  const isKnown = before.commit !== undefined && after.commit !== undefined && before.host === after.host;
  return before.type === 'registry' && isKnown && before.commit !== after.commit;
}

/** Back to a registry is where packages belong; from and to the unknown says nothing. */
function kindOf({ source: before }: Package, { source: after }: Package): SourceStep['kind'] | null {
  if (before.type === 'unknown' || after.type === 'unknown') return null;
  if (before.type === after.type) {
    if (before.type === 'git') return before.host === after.host ? 'commit' : 'repository';
    if (movedCommit(before, after)) return 'commit';
    return before.type === 'registry' || before.type === 'tarball' ? 'host' : null;
  }
  const local = (type: string): boolean => type === 'path' || type === 'workspace';
  return after.type === 'registry' || local(before.type) ? null : 'type';
}

/** What a host of registry packages serves at base. */
export interface HostUse {
  readonly packages: number;
  /** serves packages without a scope, or of several: it is no registry for the packages of one owner */
  readonly general: boolean;
}

export function hostsAtBase({ base }: LockedPair): ReadonlyMap<string, HostUse> {
  const owners = new Map<string, string[]>();
  for (const { name, source } of base.packages.values()) {
    if (source.type !== 'registry' || source.host === null) continue;
    const owner = name.startsWith('@') ? (name.split('/')[0] ?? '') : '';
    owners.set(source.host, [...(owners.get(source.host) ?? []), owner]);
  }
  return new Map(
    [...owners].map(([host, all]) => [
      host,
      { packages: all.length, general: all.includes('') || new Set(all).size > 1 },
    ]),
  );
}
