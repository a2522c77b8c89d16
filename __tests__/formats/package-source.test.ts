import { overriddenName } from '../../src/formats/package-override.ts';
import { sourceOf } from '../../src/formats/package-source.ts';
import { endless } from '../support/endless.ts';

const commit = '3b1bb80b302c2e552685dc8a029797ec832ea7c9';

describe('sourceOf', () => {
  test.each([
    ['https://registry.example.org/pg/-/pg-8.11.3.tgz', { type: 'registry', host: 'registry.example.org' }],
    [
      'https://user:hunter2@npm.acme.example:8443/art/npm/pg/-/pg-1.0.0.tgz#abc',
      { type: 'registry', host: 'npm.acme.example:8443' },
    ],
    [
      `https://npm.acme.example/download/@acme/ui/1.0.0/${commit}`,
      { type: 'registry', host: 'npm.acme.example' },
    ],
    [
      'https://cdn.example.org/files/pg.tgz?token=s3cret',
      { type: 'tarball', host: 'cdn.example.org', location: '/files/pg.tgz' },
    ],
    [`git+ssh://git@github.com/acme/pg.git#${commit}`, { type: 'git', host: 'github.com/acme/pg', commit }],
    [`git+ssh://git@github.com:Acme/pg#${commit}`, { type: 'git', host: 'github.com/acme/pg', commit }],
    [
      `git+https://s3cret@git.acme.example/team/sub/pg.git#${commit}`,
      { type: 'git', host: 'git.acme.example/team/sub/pg', commit },
    ],
    [`git@github.com:acme/pg.git#commit=${commit}`, { type: 'git', host: 'github.com/acme/pg', commit }],
    [
      `https://github.com/acme/pg.git#workspace=pg&commit=${commit}`,
      { type: 'git', host: 'github.com/acme/pg', commit },
    ],
    [`github:acme/pg#${commit}`, { type: 'git', host: 'github.com/acme/pg', commit }],
    ['gitlab:acme/pg#main', { type: 'git', host: 'gitlab.com/acme/pg' }],
    [
      `https://codeload.github.com/acme/pg/tar.gz/${commit}`,
      { type: 'git', host: 'github.com/acme/pg', commit },
    ],
    [`https://github.com/acme/pg#${commit}`, { type: 'git', host: 'github.com/acme/pg', commit }],
    [
      `https://gitlab.com/acme/pg/repository/archive.tar.gz?ref=${commit}`,
      { type: 'git', host: 'gitlab.com/acme/pg', commit },
    ],
    ['file:../deps/pg', { type: 'path', host: null, location: '../deps/pg' }],
    ['file:./deps/pg#./deps/pg::hash=1&locator=x', { type: 'path', host: null, location: './deps/pg' }],
    ['link:./pg', { type: 'path', host: null, location: './pg' }],
    ['pg-1.0.0.tgz', { type: 'unknown', host: null }],
    ['', { type: 'unknown', host: null }],
  ])('%s', (written, source) => {
    expect(sourceOf(written)).toEqual(source);
  });

  test('a long hostile text takes no time', () => {
    const start = performance.now();
    sourceOf(`https://${'a/'.repeat(200_000)}`);
    sourceOf(`git@${'a:'.repeat(200_000)}`);
    expect(performance.now() - start).toBeLessThan(endless);
  });
});

test.each([
  ['b', 'b'],
  ['@s/a@^1', '@s/a'],
  ['a>b@1', 'b'],
  ['b@>=2 <3', 'b'],
  ['a@1 || >=3>@s/b', '@s/b'],
  ['@s/a/@t/b', '@t/b'],
  ['**/b', 'b'],
  ['b@npm:@s/x@1', 'b'],
])('an override of %s forces %s', (selector, name) => {
  expect(overriddenName(selector)).toBe(name);
});
