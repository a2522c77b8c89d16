import type { LockedTree } from '../../system/locked-tree.ts';
import type { Mismatch, OutOfStep } from './out-of-step.ts';

/** Go builds from `vendor` where there is one, and stops when it is not what `go.mod` requires. */
export function vendored({ manifests, packages, lockfile }: LockedTree): readonly OutOfStep[] {
  if (lockfile.version === 'workspace') return [];
  const copied = new Map([...packages.values()].map(({ name, version }) => [name, version]));
  return [...manifests.values()].flatMap(({ path, facts }) => {
    const required = facts.filter((fact) => fact.kind === 'package');
    // Before Go 1.17 what comes along was neither required nor listed as such.
    const mismatches = required.flatMap(({ name, version, line, source }): readonly Mismatch[] => {
      const locked = copied.get(name);
      if (locked === version || source.type !== 'registry' || locked === undefined) return [];
      return [{ name, asked: version, locked, at: { path, line } }];
    });
    return mismatches.length === 0 ? [] : [{ path, unknown: false, mismatches }];
  });
}
