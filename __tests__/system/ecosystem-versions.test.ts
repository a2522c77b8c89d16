import { compareVersions, isBreakingStep, isPrerelease, promiseOf } from '../../src/system/version-order.ts';

/** Each list is in order; all pairs are compared, in both directions. */
const ordered: Readonly<Record<string, readonly (readonly string[])[]>> = {
  pypi: [
    [
      '1.0.dev1',
      '1.0a1',
      '1.0a2.dev1',
      '1.0a2',
      '1.0b1',
      '1.0rc1',
      '1.0',
      '1.0.post1',
      '1.0.1',
      '1.10',
      '1!0.1',
    ],
    ['1.0', '1.0+local.1', '1.0+local.2'],
    ['1.dev0', '1.0.dev456', '1.0a1', '1.0a2.dev456', '1.0a12.dev456', '1.0a12', '1.0b1.dev456', '1.0b2', '1.0b2.post345.dev456', '1.0b2.post345', '1.0rc1.dev456', '1.0rc1', '1.0', '1.0+abc.5', '1.0+abc.7', '1.0+5', '1.0.post456.dev34', '1.0.post456', '1.0.15', '1.1.dev1'], // prettier-ignore
  ],
  rubygems: [
    ['1.0.a.2', '1.0.b1', '1.0'],
    ['1.8.2.a9', '1.8.2.a10', '1.8.2', '1.8.10'],
    ['1.0.0.pre1', '1.0.0.pre2', '1.0.0.rc1', '1.0.0', '1.0.0.1', '1.0.10', '1.2'],
  ],
  maven: [
    ['1.0-alpha1', '1.0-alpha-2', '1.0-beta1', '1.0-m1', '1.0-rc1', '1.0-SNAPSHOT', '1.0', '1.0-sp1', '1.0-foo', '1.0-1', '1.0.1', '1.1', '1.9', '1.10', '2'], // prettier-ignore
    ['5.3.9.RELEASE', '5.3.10.RELEASE'],
    ['1-foo2', '1-foo10'],
    ['1.foo', '1-1', '1.1'],
    ['1-ga', '1-sp'],
    ['1-sp-1', '1-ga-1'],
    ['1-alpha', '1-beta', '1-milestone', '1-rc', '1-SNAPSHOT', '1', '1-sp', '1-whatever', '1-1', '1.1'],
    ['31.0-jre', '31.1-jre', '32.0-jre'],
  ],
  nuget: [
    [
      '1.0.1-aaa',
      '1.0.1-alpha10',
      '1.0.1-alpha2',
      '1.0.1-beta',
      '1.0.1-open',
      '1.0.1-rc',
      '1.0.1-rc.2',
      '1.0.1-rc.10',
      '1.0.1-zzz',
      '1.0.1',
    ],
    ['1.0.0-Alpha', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-RC', '1.0.0', '1.0.0.1', '1.0.1', '1.10'],
  ],
  go: [
    ['v0.0.0-20230101000000-aaaaaaaaaaaa', 'v0.0.0-20240101000000-000000000000', 'v0.1.0'],
    ['v1.2.3-0.20240101000000-aaaaaaaaaaaa', 'v1.2.3', 'v1.2.4-pre', 'v1.2.4', 'v1.10.0+incompatible'],
  ],
  packagist: [
    [
      '1.0.0-dev',
      '1.0.0-alpha1',
      'v1.0.0-beta2',
      '1.0.0-RC1',
      '1.0.0',
      '1.0.0-p1',
      'v1.0.1',
      '1.x-dev',
      '2.0.0',
    ],
  ],
  hackage: [['1.9.1', '1.10', '1.10.0.1', '2.0']],
  cran: [
    ['1.0-9', '1.0-10', '1.1'],
    ['1.9-2', '1.10', '1.10-1'],
  ],
  npm: [
    ['1.0.0-rc.1', '1.0.0', '1.0.1'],
    ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0'], // prettier-ignore
  ],
  pub: [['1.0.0', '1.0.0+1', '1.0.0+2', '1.0.0+10', '1.0.1-dev.1', '1.0.1']],
  julia: [['1.2.3', '1.2.3+0', '1.2.3+1', '1.2.4']],
  cocoapods: [['1.0.0-alpha.1', '1.0.0-beta.2', '1.0.0-beta.10', '1.0.0', '1.0.0.1', '1.10.0']],
  cpan: [
    ['0.01', '1.002003', '1.10', '1.9', '1.91', '2'],
    ['v1.2.3', 'v1.9.0', 'v1.10.0', '1.10.1'],
    ['1.23_01', '1.23_02', '1.24'],
  ],
  opam: [
    ['~~', '~~a', '~', ''].map((end) => `1.0${end}`),
    ['1.0~beta2', '1.0~beta10', '1.0', '1.0-beta', '1.0.1', '1.9', '1.10'],
    ['v0.9.0', 'v0.15.1', 'v0.16~preview', 'v0.16.0'],
    ['1.0', '1.0a', '1.0+a', '1.0.1'],
  ],
  conan: [['1.1.1a', '1.1.1w', '1.1.2', '1.10', 'v2.0']],
  bazel: [['1.0.0', '1.0.0.bcr.1', '1.0.0.bcr.2', '1.0.0.bcr.10', '1.0.1']],
  conda: [['0.4', '0.4.1rc1', '0.4.1', '0.5a1', '0.5b3', '0.5', '0.9.6', '1.0', '1.1dev1', '1.1a1', '1.1', '1.1.post1', '1996.7.12', '1!0.4.1']], // prettier-ignore
};

/** One version written in several ways. */
const alike: Readonly<Record<string, readonly (readonly string[])[]>> = {
  maven: [
    ['1', '1.0', '1.0.0', '1-0', '1.ga', '1-ga', '1-final', '1.0-release'],
    ['1.foo', '1-foo'],
    ['1-a1', '1-alpha-1'],
    ['1-rc', '1-cr'],
    ['1-1', '1-ga-1'],
  ],
  nuget: [
    ['1.00', '1.0', '1.0.0', '1.0.0.0', '1.0.0+build'],
    ['1.01.1', '1.1.1'],
    ['1.0.0-Beta', '1.0.0-BETA'],
  ],
  pypi: [
    ['1.0', '1.0.0', 'v1.0'],
    ['1.0a1', '1.0-alpha.1', '1.0.alpha1'],
    ['1.0rc1', '1.0c1', '1.0-pre1'],
    ['1.0.post1', '1.0-1', '1.0.rev1'],
  ],
  packagist: [
    ['1.0.0', 'v1.0.0', '1.0', '1.0.0.0'],
    ['1.0.0-RC1', '1.0.0-rc.1'],
    ['1.0.0-beta2', '1.0.0b2'],
  ],
  cpan: [
    ['1.5', '1.500', 'v1.500'],
    ['1.002003', 'v1.2.3', '1.2.3'],
  ],
  rubygems: [['1', '1.0', '1.0.0']],
};

describe('the order of versions in other ecosystems', () => {
  test.each(Object.entries(alike))('%s has many ways to write one', (ecosystem, lists) => {
    for (const [first = '', ...others] of lists) {
      for (const other of others)
        expect([first, other, compareVersions(first, other, ecosystem)]).toEqual([first, other, 0]);
    }
  });

  test.each(Object.entries(ordered))('%s', (ecosystem, lists) => {
    for (const list of lists) {
      list.forEach((low, at) => {
        for (const high of list.slice(at + 1)) {
          expect([low, high, compareVersions(low, high, ecosystem)]).toEqual([low, high, -1]);
          expect([high, low, compareVersions(high, low, ecosystem)]).toEqual([high, low, 1]);
        }
      });
    }
  });

  test.each([
    ['maven', '1.0', '1.0.0'],
    ['maven', '1.0-ga', '1.0.RELEASE'],
    ['maven', '1-rc', '1-cr'],
    ['pypi', '1.0', '1.0.0'],
    ['nuget', '1.0.0-RC', '1.0-rc'],
    ['rubygems', '1.0', '1.0.0'],
    ['rubygems', '1.6.0', '1.6.0-x86_64-linux'],
    ['npm', '1.0.0+a', '1.0.0+b'],
  ])('%s: %s is as high as %s, and still another text', (ecosystem, a, b) => {
    expect(compareVersions(a, b, ecosystem)).toBe(0);
    expect(a).not.toBe(b);
  });

  test.each([
    ['packagist', 'dev-main', '1.0.0'],
    ['pypi', 'main', '1.0'],
    ['nix', '1', '2'],
    ['npm', 'x'.repeat(10_000), '1.0.0'],
    ['maven', '1'.repeat(10_000), '1'],
    ['maven', '${version}', '1.0'],
  ])('%s: %s and %s have no order', (ecosystem, a, b) => {
    expect(compareVersions(a, b, ecosystem)).toBeUndefined();
  });

  test.each([
    ['pypi', '1.26.4', '2.0.0', true],
    ['pypi', '0.110.0', '0.111.0', true],
    ['pypi', '2024.1', '2025.1', false],
    ['rubygems', '7.1.4', '7.2.0', false],
    ['rubygems', '7.2.0', '8.0.0', true],
    ['hackage', '1.2.3', '1.3.0', true],
    ['go', 'v0.0.0-20230101000000-aaaaaaaaaaaa', 'v0.0.0-20240101000000-000000000000', false],
    ['go', 'v1.9.0', 'v2.0.0+incompatible', true],
    ['nuget', '8.0.10', '9.0.0', true],
    ['maven', '3.3.4', '3.4.0', false],
    ['maven', '2.7.18', '3.0.0', true],
    ['packagist', 'v6.4.1', 'v7.0.0', true],
    ['packagist', 'dev-main', 'v7.0.0', false],
    ['nix', '1', '2', false],
  ])('%s: from %s to %s breaks: %s', (ecosystem, from, to, expected) => {
    expect(isBreakingStep(from, to, ecosystem)).toBe(expected);
  });

  test.each([
    ['pypi', '1!2.0', '1!2'],
    ['hackage', '1.2.3.4', '1.2'],
    ['rubygems', '0.3.1', '0.3'],
  ])('%s: %s promises up to %s', (ecosystem, version, expected) => {
    expect(promiseOf(version, ecosystem)).toBe(expected);
  });

  test.each([
    ['pypi', '1.0rc1', true],
    ['pypi', '1.0.post1', false],
    ['maven', '1.0-SNAPSHOT', true],
    ['maven', '31.0-jre', false],
    ['rubygems', '1.0.0.pre', true],
    ['nuget', '1.0.0-preview.1', true],
    ['packagist', '1.0.0-RC1', true],
    ['go', 'v1.0.0-rc.1', true],
    ['go', 'v0.0.0-20230101000000-aaaaaaaaaaaa', false],
    ['npm', '1.0.0', false],
  ])('%s: %s comes before its release: %s', (ecosystem, version, expected) => {
    expect(isPrerelease(version, ecosystem)).toBe(expected);
  });
});
