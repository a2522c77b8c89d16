import type { Package } from '../../src/system/facts.ts';
import { compareLink, releaseLink, repositoryLink } from '../../src/system/release-links.ts';

function entry(given: Partial<Package>): Package & { readonly file: string } {
  return {
    kind: 'package',
    ecosystem: 'go',
    name: '',
    version: '',
    direct: true,
    dev: false,
    source: { type: 'registry', host: null },
    integrity: [],
    key: 'x',
    line: 1,
    file: 'lock',
    ...given,
  };
}

function linkOf(before: Partial<Package>, after: Partial<Package>): string | null {
  return releaseLink({ before: [entry(before)], after: [entry(after)] })?.url ?? null;
}

const gin = { name: 'github.com/gin-gonic/gin' };
const azure = { name: 'github.com/Azure/azure-sdk-for-go/sdk/azcore' };
const laravel = {
  ecosystem: 'packagist',
  name: 'laravel/framework',
  repository: 'github.com/laravel/framework',
};
const git = (commit: string): Partial<Package> => ({
  ecosystem: 'npm',
  name: 'kit',
  version: '1.0.0',
  source: { type: 'git', host: 'github.com/acme/kit', commit },
});

describe('links of releases', () => {
  test.each([
    [
      'a Go module',
      { ...gin, version: 'v1.9.0' },
      { ...gin, version: 'v1.10.0' },
      'https://github.com/gin-gonic/gin/compare/v1.9.0...v1.10.0',
    ],
    [
      'another major version of it',
      { ...gin, version: 'v1.9.0' },
      { name: `${gin.name}/v2`, version: 'v2.0.0' },
      'https://github.com/gin-gonic/gin/compare/v1.9.0...v2.0.0',
    ],
    [
      'a module in a folder',
      { ...azure, version: 'v1.2.0' },
      { ...azure, version: 'v1.3.0' },
      'https://github.com/Azure/azure-sdk-for-go/compare/sdk%2Fazcore%2Fv1.2.0...sdk%2Fazcore%2Fv1.3.0',
    ],
    [
      'pseudo-versions',
      { ...gin, version: 'v0.0.0-20240102030405-0123456789ab' },
      { ...gin, version: 'v1.0.0' },
      'https://github.com/gin-gonic/gin/compare/0123456789ab...v1.0.0',
    ],
    [
      'a vanity path',
      { name: 'go.uber.org/zap', version: 'v1.0.0' },
      { name: 'go.uber.org/zap', version: 'v1.1.0' },
      null,
    ],
    [
      'a host that is no known forge',
      { name: 'git.example.org/a/b', version: 'v1.0.0' },
      { name: 'git.example.org/a/b', version: 'v1.1.0' },
      null,
    ],
    [
      'Composer, whose lockfile has the repository',
      { ...laravel, version: 'v10.0.0' },
      { ...laravel, version: 'v11.0.0' },
      'https://github.com/laravel/framework/compare/v10.0.0...v11.0.0',
    ],
    [
      'commits of a repository',
      git('a'.repeat(40)),
      git('b'.repeat(40)),
      `https://github.com/acme/kit/compare/${'a'.repeat(40)}...${'b'.repeat(40)}`,
    ],
    [
      'a package of a registry',
      { ecosystem: 'npm', name: 'pg', version: '8.0.0' },
      { ecosystem: 'npm', name: 'pg', version: '9.0.0' },
      null,
    ],
    [
      'another repository',
      { ...laravel, version: 'v10.0.0' },
      { ...laravel, repository: 'github.com/fork/framework', version: 'v11.0.0' },
      null,
    ],
  ] as const)('%s', (_title, before, after, url) => {
    expect(linkOf(before, after)).toBe(url);
  });

  test.each([
    ['gitlab.com/group/sub/kit', 'v1', 'v2', 'https://gitlab.com/group/sub/kit/-/compare/v1...v2'],
    ['bitbucket.org/acme/kit', '1.0', '1.1', 'https://bitbucket.org/acme/kit/branches/compare/1.1..1.0'],
    ['github.com/acme/kit', 'v1', 'v1', null],
    ['github.com/acme/kit', 'v1)](javascript:x', 'v2', null],
    ['github.com/acme/../kit', 'v1', 'v2', null],
    ['github.com/acme', 'v1', 'v2', null],
  ])('%s from %s to %s', (repository, from, to, url) => {
    expect(compareLink(repository, from, to)?.url ?? null).toBe(url);
  });

  test('the page of a repository', () => {
    expect(repositoryLink(entry(gin))).toEqual({
      title: 'gin-gonic/gin',
      url: 'https://github.com/gin-gonic/gin',
    });
    expect(repositoryLink(entry({ ecosystem: 'npm', name: 'pg' }))).toBeNull();
  });
});
