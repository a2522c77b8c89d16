import type { LockedTree } from '../../system/locked-tree.ts';
import type { Override } from '../../system/facts.ts';
import type { Located } from '../../system/system.ts';

/** Why a forced version forces nothing. */
export type IdleReason =
  /** the installer stops: the root asks for another range itself */
  | 'refused'
  /** the installer takes such entries from other keys, or from the root alone */
  | 'unread'
  /** the lockfile holds a version that is not allowed */
  | 'not-followed'
  /** it is for a version that nobody asks for */
  | 'other-version'
  /** the lockfile itself says that nothing takes it */
  | 'unused'
  /** the lockfile does not hold the package */
  | 'nobody';

/** A forced version that forces nothing. */
export interface IdleOverride {
  readonly reason: IdleReason;
  readonly override: Located<Override>;
  readonly lock: string;
  readonly manager: string;
  /** `refused`: what is asked for; `not-followed` and `other-version`: what is there */
  readonly versions: readonly string[];
}

export function idle(
  { path, lockfile }: LockedTree,
  reason: IdleReason,
  override: Located<Override>,
  versions: readonly string[] = [],
): IdleOverride {
  return { reason, override, lock: path, manager: lockfile.manager, versions };
}
