import semver from 'semver';
import type { Ecosystem } from './facts.ts';
import { schemeOf } from './version-schemes.ts';

/** No range that people write is longer; comparing one that is could take forever. */
const longestRange = 500;

/** A range as node-semver writes it; null for what is none (a tag, an address, a protocol). */
export function rangeOf(specifier: string): string | null {
  return specifier.length > longestRange ? null : semver.validRange(specifier, { loose: true });
}

/**
 * Order of two versions as their ecosystem has it; undefined when one of them follows no scheme known here.
 * Strings are compared first: some schemes leave parts out of their order that tell versions apart all the same.
 */
export function compareVersions(a: string, b: string, ecosystem: Ecosystem = 'npm'): number | undefined {
  return a === b ? 0 : schemeOf(ecosystem).compare(a, b);
}

/**
 * The part of a version up to which its scheme promises that nothing breaks: `8`, `0.3`, `0.0.7`.
 * Undefined for what follows no scheme, and for years (`2024.1.0`), which promise nothing.
 */
export function promiseOf(version: string, ecosystem: Ecosystem = 'npm'): string | undefined {
  return schemeOf(ecosystem).promise(version);
}

/** Whether going from one version to a later one may break by the scheme's own words. */
export function isBreakingStep(from: string, to: string, ecosystem: Ecosystem = 'npm'): boolean {
  const [before, after] = [promiseOf(from, ecosystem), promiseOf(to, ecosystem)];
  return (
    before !== undefined &&
    after !== undefined &&
    before !== after &&
    (compareVersions(from, to, ecosystem) ?? 0) < 0
  );
}

/** Whether a version comes before the release that it is named after: `2.0.0-rc.1`, `1.0a1`, `1.0-SNAPSHOT`. */
export function isPrerelease(version: string, ecosystem: Ecosystem = 'npm'): boolean {
  return schemeOf(ecosystem).prerelease(version);
}
