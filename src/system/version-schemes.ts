import semver from 'semver';
import { compare as comparePep440, parse as parsePep440 } from '@renovatebot/pep440';
import rubySemver from '@renovatebot/ruby-semver';
import { compareComposer, isComposerPrerelease } from './version-order-composer.ts';
import { compareCpan } from './version-order-cpan.ts';
import { compareDebian } from './version-order-debian.ts';
import { compareMaven, isMavenPrerelease } from './version-order-maven.ts';
import { compareNumbers, compareNuget, numbersOf, promiseOfNumbers } from './version-order-numbers.ts';
import type { Ecosystem } from './facts.ts';

/** How the versions of an ecosystem are ordered, and what they promise. */
export interface VersionScheme {
  /** undefined when one of them is no version of the scheme */
  readonly compare: (a: string, b: string) => number | undefined;
  readonly promise: (version: string) => string | undefined;
  readonly prerelease: (version: string) => boolean;
}

/** Years of calendar versions. */
const firstYear = 1990;

/** No version that people write is longer. */
const longest = 200;

/** `0.0.0-experimental-3f2a…`: the words after the hyphen have no order. Nor have commits without a tag. */
function isSnapshot({ major, minor, patch, prerelease }: semver.SemVer): boolean {
  return major === 0 && minor === 0 && patch === 0 && prerelease.length > 0;
}

/** Words of pre-releases whose order everybody reads alike. */
const stages: ReadonlySet<string> = new Set([
  'alpha',
  'a',
  'beta',
  'b',
  'pre',
  'preview',
  'rc',
  'next',
  'canary',
  'dev',
]);

/** `1.0.0-fix-login.0` and `1.0.0-add-search.1`: builds of branches, which the alphabet puts in an order that means nothing. */
function areBranches(left: semver.SemVer, right: semver.SemVer): boolean {
  const [a, b] = [left.prerelease[0], right.prerelease[0]];
  if (left.compareMain(right) !== 0 || typeof a !== 'string' || typeof b !== 'string') return false;
  return a !== b && ![a, b].every((word) => stages.has(word.toLowerCase().replace(/[\d.-]+$/, '')));
}

const semantic: VersionScheme = {
  compare: (a, b) => {
    const [left, right] = [semver.parse(a, true), semver.parse(b, true)];
    if (!left || !right || areBranches(left, right)) return undefined;
    return isSnapshot(left) && isSnapshot(right) ? undefined : left.compare(right);
  },
  promise: (version) => {
    const parsed = semver.parse(version, true);
    if (!parsed || parsed.major >= firstYear) return undefined;
    if (parsed.major > 0) return String(parsed.major);
    return parsed.minor > 0 ? `0.${parsed.minor}` : `0.0.${parsed.patch}`;
  },
  prerelease: (version) => (semver.parse(version, true)?.prerelease.length ?? 0) > 0,
};

/** Builds of one version have an order, too, in Dart (https://dart.dev/tools/pub/versioning) and Julia. */
const withBuilds: VersionScheme = {
  ...semantic,
  compare: (a, b) => {
    const order = semantic.compare(a, b);
    const [left, right] = [semver.parse(a, true), semver.parse(b, true)];
    return order === 0 && left && right ? left.compareBuild(right) : order;
  },
};

/** https://go.dev/ref/mod#versions: commits without a tag are ordered by their time, also among themselves. */
const go: VersionScheme = {
  compare: (a, b) => {
    const [left, right] = [semver.parse(a, true), semver.parse(b, true)];
    return left && right ? left.compare(right) : undefined;
  },
  // `v0.0.0-2024…` is a commit of what has no release: every step may break, and none says so.
  promise: (version) => (/^v?0\.0\.0-/.test(version) ? undefined : semantic.promise(version)),
  prerelease: (version) => semantic.prerelease(version) && !/[-.]\d{14}-[0-9a-f]{12}/.test(version),
};

/** https://peps.python.org/pep-0440/ */
const pep440: VersionScheme = {
  compare: (a, b) => (parsePep440(a) && parsePep440(b) ? Math.sign(comparePep440(a, b)) : undefined),
  promise: (version) => {
    const parsed = parsePep440(version);
    if (!parsed) return undefined;
    const promise = promiseOfNumbers(parsed.release);
    return promise !== undefined && parsed.epoch > 0 ? `${parsed.epoch}!${promise}` : promise;
  },
  prerelease: (version) => {
    const parsed = parsePep440(version);
    return parsed !== null && [parsed.pre, parsed.dev].some((part) => (part?.length ?? 0) > 0);
  },
};

/** https://docs.ruby-lang.org/en/3.4/Gem/Version.html; platforms behind a hyphen are no part of it */
const rubygems: VersionScheme = {
  compare: (a, b) => {
    const [left, right] = [withoutPlatform(a), withoutPlatform(b)];
    if (!isGemVersion(left) || !isGemVersion(right)) return undefined;
    return rubySemver.gt(left, right) ? 1 : rubySemver.lt(left, right) ? -1 : 0;
  },
  promise: (version) => promiseOfNumbers(numbersOf(withoutPlatform(version))),
  prerelease: (version) => /[a-z]/i.test(withoutPlatform(version)),
};

function withoutPlatform(version: string): string {
  return version.replace(/-.*$/, '');
}

function isGemVersion(version: string): boolean {
  return /^\d+(?:\.[0-9A-Za-z]+)*$/.test(version);
}

/** As RubyGems reads a hyphen where it parts off no platform: https://guides.cocoapods.org/using/the-podfile.html */
const cocoapods: VersionScheme = {
  compare: (a, b) => rubygems.compare(asGem(a), asGem(b)),
  promise: rubygems.promise,
  prerelease: (version) => rubygems.prerelease(asGem(version)),
};

function asGem(version: string): string {
  return version.replace(/\+.*$/, '').replaceAll('-', '.pre.');
}

/** Numbers and dots: R, and whatever gives no more to go by. */
const numeric: VersionScheme = {
  compare: compareNumbers,
  promise: (version) => promiseOfNumbers(numbersOf(version)),
  prerelease: (version) => /[-.]?(?:alpha|beta|rc|pre|dev|snapshot)[-.]?\d*$/i.test(version),
};

/** https://pvp.haskell.org: the first two parts make the major version. */
const pvp: VersionScheme = {
  ...numeric,
  promise: (version) => {
    const numbers = numbersOf(version);
    return numbers === undefined ? undefined : `${numbers[0] ?? 0}.${numbers[1] ?? 0}`;
  },
};

const maven: VersionScheme = {
  compare: compareMaven,
  promise: (version) => promiseOfNumbers(numbersOf(version)),
  prerelease: isMavenPrerelease,
};

const nuget: VersionScheme = {
  compare: compareNuget,
  promise: (version) => promiseOfNumbers(numbersOf(version)),
  prerelease: (version) => version.includes('-'),
};

const composer: VersionScheme = {
  compare: compareComposer,
  promise: (version) =>
    /^dev-|-dev$/.test(version) ? undefined : promiseOfNumbers(numbersOf(version.replace(/^v/, ''))),
  prerelease: isComposerPrerelease,
};

/** Python's order where it holds, else numbers: conda's versions are mostly those of the packages that it packs. */
const conda: VersionScheme = {
  ...numeric,
  compare: (a, b) => pep440.compare(a, b) ?? compareNumbers(a, b),
};

/** States of a repository or a folder: nothing to order. */
const unordered: VersionScheme = {
  compare: () => undefined,
  promise: () => undefined,
  prerelease: () => false,
};

const schemes: Readonly<Record<string, VersionScheme>> = {
  npm: semantic,
  cargo: semantic,
  hex: semantic,
  pub: withBuilds,
  swift: semantic,
  helm: semantic,
  terraform: semantic,
  deno: semantic,
  conan: numeric,
  shards: semantic,
  julia: withBuilds,
  nimble: semantic,
  bazel: numeric,
  go,
  pypi: pep440,
  rubygems,
  cocoapods,
  maven,
  nuget,
  packagist: composer,
  hackage: pvp,
  cran: numeric,
  conda,
  cpan: { ...numeric, compare: compareCpan },
  opam: { ...numeric, compare: compareDebian },
  luarocks: numeric,
  nix: unordered,
  buf: unordered,
};

export function schemeOf(ecosystem: Ecosystem): VersionScheme {
  const scheme = schemes[ecosystem] ?? semantic;
  return { ...scheme, compare: (a, b) => (tooLong(a, b) ? undefined : scheme.compare(a, b)) };
}

function tooLong(...versions: readonly string[]): boolean {
  return versions.some((version) => version.length > longest);
}
