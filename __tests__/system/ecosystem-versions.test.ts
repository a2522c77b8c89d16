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
  ],
  rubygems: [['1.0.0.pre1', '1.0.0.pre2', '1.0.0.rc1', '1.0.0', '1.0.0.1', '1.0.10', '1.2']],
  maven: [
    ['1.0-alpha1', '1.0-alpha-2', '1.0-beta1', '1.0-m1', '1.0-rc1', '1.0-SNAPSHOT', '1.0', '1.0-sp1', '1.0-foo', '1.0-1', '1.0.1', '1.1', '1.9', '1.10', '2'], // prettier-ignore
    ['5.3.9.RELEASE', '5.3.10.RELEASE'],
    ['31.0-jre', '31.1-jre', '32.0-jre'],
  ],
  nuget: [['1.0.0-Alpha', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-RC', '1.0.0', '1.0.0.1', '1.0.1', '1.10']],
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
  cran: [['1.9-2', '1.10', '1.10-1']],
  npm: [['1.0.0-rc.1', '1.0.0', '1.0.1']],
};

describe('the order of versions in other ecosystems', () => {
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
