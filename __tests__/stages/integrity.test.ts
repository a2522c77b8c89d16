import { otherHash, sameBytes } from '../../src/stages/2-dependencies/integrity.ts';
import type { Package } from '../../src/system/facts.ts';

const entry = (
  integrity: readonly string[],
  source: Package['source'] = { type: 'registry', host: null },
): Package => ({
  kind: 'package',
  ecosystem: 'npm',
  name: 'left',
  version: '1.3.0',
  direct: true,
  dev: false,
  source,
  integrity,
  key: 'left',
  line: 1,
});

const git: Package['source'] = { type: 'git', host: 'github.com/acme/left', commit: '3b1bb80' };
const archive = (location: string): Package['source'] => ({
  type: 'tarball',
  host: 'cdn.example.org',
  location,
});

test.each([
  ['another hash', [entry(['sha512-A=='])], [entry(['sha512-B=='])], true],
  ['the same hash', [entry(['sha512-A=='])], [entry(['sha512-A=='])], false],
  ['another algorithm', [entry(['sha1-A='])], [entry(['sha512-B=='])], false],
  ['the stronger one decides', [entry(['sha512-A==', 'sha1-A='])], [entry(['sha1-B=', 'sha512-A=='])], false],
  ['one of several copies', [entry(['sha512-A==']), entry(['sha512-B=='])], [entry(['sha512-B=='])], false],
  ['options behind a hash', [entry(['sha512-A==?x'])], [entry(['sha512-A=='])], false],
  ['no hash', [entry([])], [entry(['sha512-A=='])], false],
  ['two packers', [entry(['yarn8:a'])], [entry(['yarn10c0:b'])], false],
  ['one packer', [entry(['yarn10c0:a'])], [entry(['yarn10c0:b'])], true],
  ['a repository', [entry(['sha512-A=='], git)], [entry(['sha512-B=='], git)], false],
  [
    'an archive',
    [entry(['sha512-A=='], archive('/a.tgz'))],
    [entry(['sha512-B=='], archive('/a.tgz'))],
    true,
  ],
  [
    'two archives',
    [entry(['sha512-A=='], archive('/a.tgz'))],
    [entry(['sha512-B=='], archive('/b.tgz'))],
    false,
  ],
])('%s', (_title, before, after, differs) => {
  expect(otherHash(before, after) !== null).toBe(differs);
});

test('the same bytes need a hash in common', () => {
  expect(sameBytes([entry(['sha512-A=='])], [entry(['sha512-A=='])])).toBe(true);
  expect(sameBytes([entry([])], [entry([])])).toBe(false);
});
