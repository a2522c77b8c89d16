import { UserError } from '../../src/errors.ts';
import { acceptanceFor } from '../../src/settings/acceptance-for.ts';
import { closest } from '../../src/settings/closest.ts';
import { parseSettings } from '../../src/settings/parse-settings.ts';
import { defaultSettings } from '../../src/settings/settings.ts';
import type { Settings } from '../../src/settings/settings.ts';

const ruleIds = ['env-read-undeclared', 'env-file-missing', 'stateful-image-major-bump'];
const parse = (text: string): Settings => parseSettings(text, { path: 'drift.yml', ruleIds });

function mistake(text: string): UserError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('was taken');
}

describe('parseSettings', () => {
  test.each(['', '# nothing yet\n', '\uFEFF---\n', 'accept:\nignore:\n', '{}'])('defaults for %j', (text) => {
    expect(parse(text)).toEqual(defaultSettings);
  });

  test('reads every key', () => {
    const settings = parse(`
version: 1
fail-on: medium
stages: { contracts: off, wiring: true }
rules:
  env-file-missing: off
  env-read-undeclared: critical
ignore: ['docs/**', examples/**]
provided: [STRIPE_*, 42]
accept:
  - finding: SD-3f9a1c
    reason: the vault injects it
    by: ana
    until: 2027-02-28
  - { finding: "00112233445566778899aabbccddeeff", reason: ok, by: 007 }
`);
    expect(settings).toEqual({
      failOn: 'medium',
      stages: { contracts: false, wiring: true },
      rules: { 'env-file-missing': 'off', 'env-read-undeclared': 'critical' },
      ignore: ['docs/**', 'examples/**'],
      provided: ['STRIPE_*', '42'],
      accept: [
        { finding: 'SD-3f9a1c', reason: 'the vault injects it', by: 'ana', until: '2027-02-28' },
        { finding: '00112233445566778899aabbccddeeff', reason: 'ok', by: '007', until: null },
      ],
    });
  });

  test('reads how contracts are found and compared', () => {
    const text =
      'contracts:\n  protobuf: FILE\n  files:\n    - { path: hooks/*.json, as: json-schema, direction: request }\n    - { path: api/v1, as: openapi }\n';
    expect(parse(text)).toEqual({
      ...defaultSettings,
      protobuf: 'FILE',
      contractFiles: [
        { path: 'hooks/*.json', as: 'json-schema', direction: 'request' },
        { path: 'api/v1', as: 'openapi' },
      ],
    });
  });

  test.each([
    ['contracts:\n  file: []', 'line 2: "file" is no setting of contracts; did you mean files?'],
    [
      'contracts:\n  files:\n    - { path: a.json, as: openapi, directon: request }',
      'line 3: "directon" is no key of a contract file; did you mean direction?',
    ],
    [
      'contracts:\n  files:\n    - { path: a.json, as: swagger }',
      '"contracts.files[0].as" must be one of: openapi,',
    ],
    ['contracts:\n  files:\n    - a.json', 'must have path and as'],
    ['fail_on: high', 'drift.yml, line 1: "fail_on" is no setting; did you mean fail-on?'],
    ['fail-on: hgih', 'did you mean high?'],
    ['a: 1\n\n\nfailon: low', 'line 4: "failon" is no setting; did you mean fail-on?'],
    [
      'colour: red',
      '"colour" is no setting; known: version, fail-on, stages, rules, ignore, provided, advisories, contracts, accept',
    ],
    ['stages:\n  confg: off', 'line 2: "confg" is no stage; did you mean config?'],
    ['stages:\n  config: maybe', 'line 2: "stages.config" must be on or off'],
    ['stages: [config]', '"stages" must be a map'],
    [
      'rules:\n  env_file_mising: off',
      'line 2: "env_file_mising" is no rule; did you mean env-file-missing?',
    ],
    [
      'rules:\n  env-file-missing: hihg',
      '"rules.env-file-missing" must be one of: off, critical, high, medium, low, info; did you mean high?',
    ],
    ['version: 2', '"version" must be 1'],
    ['ignore: docs/**', '"ignore" must be a list'],
    [
      'ignore:\n  - a\n  - /docs/**',
      'line 3: "ignore[1]" must be a glob pattern relative to the repository root',
    ],
    ['ignore: ["!src/**"]', '"ignore[0]" must be a glob pattern relative'],
    ['provided: ["A=b"]', '"provided[0]" must be a variable\'s name'],
    ['accept:\n  - finding: SD-3f9a1c\n    by: ana', 'line 2: "accept[0].reason" must be a reason, in words'],
    [
      'accept:\n  - finding: the db thing\n    by: a\n    reason: b',
      'line 2: "accept[0].finding" must be an id',
    ],
    ['accept:\n  - SD-3f9a1c', 'line 2: "accept[0]" must have finding, reason and by'],
    ['accept: [{finding: SD-3f9a1c, reason: r, by: b, until: 2027-02-30}]', 'is no day of the calendar'],
    ['accept: [{finding: SD-3f9a1c, reason: r, by: b, until: tomorrow}]', 'must be a date: YYYY-MM-DD'],
    [
      'accept: [{finding: SD-3f9a1c, reason: r, by: b, untill: 2027-02-28}]',
      '"untill" is no key of an accept entry; did you mean until?',
    ],
    ['accept:\n  - finding: SD-3f9a1c\naccept: []\n', 'A key is repeated in one map at line 3'],
    ['- a\n- b', 'The file must be a map of settings'],
    ['fail-on: [', 'drift.yml cannot be read. Invalid YAML at line 1'],
    ['<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n', 'Merge conflict markers at line 1'],
    ['fail-on: high\n---\nfail-on: low', 'A second YAML document starts at line 3'],
    ['__proto__: { fail-on: low }', '"__proto__" is no setting'],
    ['ignore: &a [*a]', 'too deeply nested'],
    ['"\\e[31m\\u202ered": 1', '"\\u001b[31m\\u202ered" is no setting'],
  ])('refuses %j', (text, words) => {
    const { message, remedy } = mistake(text);
    expect(message).toContain(words);
    expect(remedy).not.toBe('');
  });

  test('names all mistakes at once, by line, and no values', () => {
    const { message } = mistake('ignore: sekret-one\nfail-on: sekret-two\nprovided: [ok]\nrule: {}\n');
    expect(message).toBe(
      [
        'drift.yml has 3 mistakes:',
        '  line 1: "ignore" must be a list',
        '  line 2: "fail-on" must be one of: critical, high, medium, low, info, never',
        '  line 4: "rule" is no setting; did you mean rules?',
      ].join('\n'),
    );
  });

  test('an alias bomb is refused, not followed', () => {
    const levels = Array.from({ length: 7 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(20)}]`);
    expect(mistake(`a0: &a0 [x]\n${levels.join('\n')}`).message).toContain('too many');
  });
});

describe('acceptanceFor', () => {
  const finding = { id: 'SD-3f9a1c', fingerprint: '3f9a1c00112233445566778899aabbcc' };
  const accepting = (named: string, until: string | null): Settings => ({
    ...defaultSettings,
    accept: [{ finding: named, reason: 'r', by: 'ana', until }],
  });

  test.each([
    ['SD-3f9a1c', null, true],
    ['sd-3F9A1C', null, true],
    ['3F9A1C00112233445566778899AABBCC', null, true],
    ['SD-3f9a1d', null, false],
    ['SD-3f9a1c', '2027-01-31', true],
    ['SD-3f9a1c', '2027-02-01', true],
    ['SD-3f9a1c', '2027-01-30', false],
  ])('%s until %s: %s', (named, until, holds) => {
    const acceptance = acceptanceFor(accepting(named, until), finding, '2027-01-31');
    expect(acceptance).toEqual(holds ? { by: 'ana', reason: 'r', until } : null);
  });

  test('an entry that has lapsed does not hide one that holds', () => {
    const accept = ['2020-01-01', null].map((until) => ({
      finding: finding.id,
      reason: 'r',
      by: `b ${until}`,
      until,
    }));
    expect(acceptanceFor({ ...defaultSettings, accept }, finding, '2027-01-31')?.by).toBe('b null');
  });
});

describe('closest', () => {
  test.each([
    ['fail_on', 'fail-on'],
    ['FAILON', 'fail-on'],
    ['stgaes', 'stages'],
    ['xyz', undefined],
    ['', undefined],
  ])('%j is %j', (word, expected) => {
    expect(closest(word, ['fail-on', 'stages', 'accept'])).toBe(expected);
  });
});
