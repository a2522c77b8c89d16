import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { earlierUse } from '../../src/contracts/protobuf/earlier-numbers.ts';
import { parseProto } from '../../src/formats/protobuf/parse.ts';
import { inspect } from '../../src/inspect.ts';
import { openRepository } from '../../src/source/open-repository.ts';
import { GitRepository } from '../support/git-repository.ts';

const day = 86_400;
const file = (body: string): string => `syntax = "proto3";\npackage shop.v1;\nmessage Order {\n${body}\n}\n`;
const version = (body: string, days: number) => ({ file: parseProto(file(body)), time: days * day });

test.each<[string, { name: string; type: string }, readonly [string, number][], object | undefined]>([
  ['nothing before', { name: 'b', type: 'string' }, [['string id = 1;', 0]], undefined],
  [
    'another field',
    { name: 'b', type: 'string' },
    [
      ['string a = 2;', 20],
      ['string a = 2;', 10],
    ],
    { name: 'a', type: 'string', lasted: 20 * day },
  ],
  [
    'a field that was gone between',
    { name: 'b', type: 'string' },
    [
      ['', 25],
      ['string a = 2;', 20],
    ],
    { name: 'a', type: 'string', lasted: 5 * day },
  ],
  [
    'another type',
    { name: 'b', type: 'string' },
    [['int32 b = 2;', 20]],
    { name: 'b', type: 'int32', lasted: 10 * day },
  ],
  [
    'one that became many',
    { name: 'b', type: 'string' },
    [['repeated string b = 2;', 20]],
    { name: 'b', type: 'repeated string', lasted: 10 * day },
  ],
  [
    'a revert',
    { name: 'b', type: 'string' },
    [
      ['', 25],
      ['string b = 2;', 20],
      ['int32 c = 2;', 10],
    ],
    undefined,
  ],
  [
    'another spelling, and a wider number',
    { name: 'userId', type: 'int64' },
    [['int32 user_id = 2;', 20]],
    undefined,
  ],
])('what a number was: %s', (_, { name, type }, versions, expected) => {
  const added = {
    holder: 'message',
    in: 'shop.v1.Order',
    number: 2,
    name,
    type,
    line: 1,
    fillsHole: false,
  } as const;
  // prettier-ignore
  expect(earlierUse(added, versions.map(([body, days]) => version(body, days)), 30 * day)).toEqual(expected);
});

describe('a history that ends early', () => {
  const git = new GitRepository();
  let base = '';
  const shallow = mkdtempSync(join(tmpdir(), 'system-drift-shallow-'));

  beforeAll(() => {
    git.commit([
      { name: 'earlier', files: { 'a.proto': file('string id = 1; string a = 2; string c = 3;') } },
      { name: 'base', parent: 'earlier', files: { 'a.proto': file('string id = 1; string c = 3;') } },
      {
        name: 'hole',
        parent: 'base',
        files: { 'a.proto': file('string id = 1; int32 n = 2; string c = 3;') },
      },
      {
        name: 'end',
        parent: 'base',
        files: { 'a.proto': file('string id = 1; string c = 3; int32 n = 4;') },
      },
    ]);
    base = git.git('rev-parse', 'base');
    // Only the tips and their parents are cloned.
    git.git('branch', '-D', 'earlier', 'base');
    const url = `file://${git.path}`;
    execFileSync('git', ['clone', '-q', '--bare', '--depth=2', '--no-single-branch', url, shallow]);
  });

  afterAll(() => {
    git.remove();
    rmSync(shallow, { recursive: true, force: true });
  });

  it.each([
    ['whole', 'hole', ['contract-number-reused'], []],
    ['shallow', 'hole', [], ['not-fetched']],
    ['shallow', 'end', [], []],
  ])('%s, %s', async (which, branch, rules, gaps) => {
    const repository = await openRepository(which === 'whole' ? git.path : shallow);
    try {
      const head = git.git('rev-parse', branch);
      const report = await inspect({ repository, comparison: { base, head, baseIs: 'given' } });
      expect(report.findings.map(({ rule }) => rule)).toEqual(rules);
      expect(report.gaps.map(({ reason }) => reason)).toEqual(gaps);
    } finally {
      await repository.close();
    }
  });
});
