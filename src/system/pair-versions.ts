import type { Ecosystem } from './facts.ts';
import { compareVersions, promiseOf } from './version-order.ts';

/** One version of a package at base and the one that took its place. */
export interface VersionStep {
  /** null: came without taking the place of another */
  readonly from: string | null;
  /** null: went without another in its place */
  readonly to: string | null;
}

/**
 * Pairs the versions that a lockfile holds of one package before and after. What is in both stays;
 * of the rest, versions of one compatible line belong together, then the highest with the highest.
 * Versions that `settled` steps came from or went to are not paired again.
 */
export function pairVersions(
  before: readonly string[],
  after: readonly string[],
  settled: readonly VersionStep[] = [],
  ecosystem: Ecosystem = 'npm',
): readonly VersionStep[] {
  const kept = before.filter((version) => after.includes(version));
  const steps: VersionStep[] = kept.map((version) => ({ from: version, to: version }));
  const gone = before
    .filter((version) => !kept.includes(version) && !settled.some(({ from }) => from === version))
    .sort((a, b) => descending(a, b, ecosystem));
  const come = after
    .filter((version) => !kept.includes(version) && !settled.some(({ to }) => to === version))
    .sort((a, b) => descending(a, b, ecosystem));
  for (const to of come.slice()) {
    const from = gone.find((version) => promiseOf(version, ecosystem) === promiseOf(to, ecosystem));
    if (from === undefined) continue;
    gone.splice(gone.indexOf(from), 1);
    come.splice(come.indexOf(to), 1);
    steps.push({ from, to });
  }
  while (gone.length > 0 || come.length > 0)
    steps.push({ from: gone.shift() ?? null, to: come.shift() ?? null });
  return steps;
}

function descending(a: string, b: string, ecosystem: Ecosystem): number {
  return -(compareVersions(a, b, ecosystem) ?? (a < b ? -1 : 1));
}
