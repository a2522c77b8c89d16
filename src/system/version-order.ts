import semver from 'semver';

/** No range that people write is longer; comparing one that is could take forever. */
const longestRange = 500;

/** A range as node-semver writes it; null for what is none (a tag, an address, a protocol). */
export function rangeOf(specifier: string): string | null {
  return specifier.length > longestRange ? null : semver.validRange(specifier, { loose: true });
}

/** Order of two versions as their scheme has it; undefined when one of them follows no scheme known here. */
export function compareVersions(a: string, b: string): number | undefined {
  if (a === b) return 0;
  const [left, right] = [semver.parse(a, true), semver.parse(b, true)];
  return left && right && !(isSnapshot(left) && isSnapshot(right)) ? left.compare(right) : undefined;
}

/** `0.0.0-experimental-3f2a…`: the words after the hyphen have no order. */
function isSnapshot({ major, minor, patch, prerelease }: semver.SemVer): boolean {
  return major === 0 && minor === 0 && patch === 0 && prerelease.length > 0;
}

/**
 * The part of a version up to which its scheme promises that nothing breaks: `8`, `0.3`, `0.0.7`.
 * Undefined for what is no semantic version, and for years (`2024.1.0`), which promise nothing.
 */
export function promiseOf(version: string): string | undefined {
  const parsed = semver.parse(version, true);
  if (!parsed || parsed.major >= 1990) return undefined;
  if (parsed.major > 0) return String(parsed.major);
  return parsed.minor > 0 ? `0.${parsed.minor}` : `0.0.${parsed.patch}`;
}

/** Whether going from one version to a later one may break by the scheme's own words. */
export function isBreakingStep(from: string, to: string): boolean {
  const [before, after] = [promiseOf(from), promiseOf(to)];
  return (
    before !== undefined && after !== undefined && before !== after && (compareVersions(from, to) ?? 0) < 0
  );
}
