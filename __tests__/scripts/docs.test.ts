import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { lineDiff } from '../../scripts/docs/line-diff.ts';
import { rulePage } from '../../scripts/docs/rule-page.ts';
import { reportJsonSchema, settingsJsonSchema } from '../../scripts/docs/schemas.ts';
import { settingsPage } from '../../scripts/docs/settings-page.ts';
import { parseSettings } from '../../src/settings/parse-settings.ts';
import { rules } from '../../src/stages/index.ts';
import type { ChangeRule } from '../../src/stages/rule.ts';

describe('lineDiff', () => {
  test.each([
    ['a\nb\nc\n', 'a\nx\nc\n', ' a\n-b\n+x\n c'],
    [null, 'a\nb\n', '+a\n+b'],
    ['a\n', null, '-a'],
    ['a\n', 'a\n', ' …'],
    ['1\n2\n3\n4\n5\n6\n7\n8\n9\n', '1\n2\n3\n4\nX\n6\n7\n8\n9\n', ' …\n 2\n 3\n 4\n-5\n+X\n 6\n 7\n 8\n …'],
    ['a\r\nb\r\n', 'a\r\n', ' a\n-b'],
  ])('from %j to %j', (before, after, expected) => {
    expect(lineDiff(before, after)).toBe(expected);
  });
});

describe('the page of a rule', () => {
  const rule: ChangeRule = {
    kind: 'change',
    id: 'thing-changed',
    stage: 'wiring',
    severity: 'low',
    summary: 'A thing changed',
    assumption: 'Assumes the thing is the same',
    verify: 'Look at it.',
    explanation: 'Looks at things.',
    check: () => [],
  };

  test('shows what fires and what stays silent, whatever the files hold', () => {
    const page = rulePage(rule, [
      {
        name: 'fires',
        title: 'A thing goes to <v2> in `thing.md`',
        base: { 'thing.md': '```\nv1\n```\n' },
        head: { 'thing.md': '```\nv2\n```\n' },
        expect: [{ subject: 'thing', severity: 'low', at: 'thing.md:2' }],
      },
      {
        name: 'silent',
        title: 'Nothing',
        base: { a: 'b' },
        head: {},
        settings: { provided: ['X'] },
        expect: [],
      },
    ]);
    expect(page).toContain('A thing changed.\n');
    expect(page).toContain(
      '### A thing goes to &lt;v2&gt; in `thing.md`\n\n- `thing`: low, at `thing.md:2`\n',
    );
    expect(page).toContain('````diff\n ```\n-v1\n+v2\n ```\n````');
    expect(page.indexOf('## When it stays silent')).toBeLessThan(page.indexOf('### Nothing'));
    expect(page).toContain('Settings:\n\n```json\n');
  });
});

describe('the published schemas', () => {
  const ajv = new Ajv({ strict: false });
  const validSettings = ajv.compile(settingsJsonSchema(rules));

  test('the example of the settings page passes schema and parser', () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(settingsPage(settingsJsonSchema(rules))) ?? [];
    expect([validSettings(parse(example)), validSettings.errors]).toEqual([true, null]);
    const settings = parseSettings(example, { path: 'x', ruleIds: rules.map(({ id }) => id) });
    expect(settings.accept).toHaveLength(1);
  });

  test.each([
    [{}, true],
    [{ 'fail-on': 'never', stages: { wiring: 'off', config: true } }, true],
    [{ 'fail-on': 'sometimes' }, false],
    [{ failOn: 'high' }, false],
    [{ rules: { 'no-such-rule': 'off' } }, false],
    [{ rules: { 'env-file-missing': 'off' } }, true],
    [{ accept: [{ finding: 'SD-3f9a1c', reason: 'r' }] }, false],
    [{ accept: [{ finding: 'SD-3f9a1c', reason: 'r', by: 'ana', until: '31.3.2027' }] }, false],
  ])('an editor takes %j: %s', (settings, expected) => {
    expect(validSettings(settings)).toBe(expected);
  });

  test('every key says what it is for', () => {
    for (const schema of [settingsJsonSchema(rules), reportJsonSchema()]) {
      expect(schema.$id).toMatch(/\.schema\.json$/);
    }
    const keys = Object.entries(settingsJsonSchema(rules).properties ?? {});
    expect(keys.filter(([, { description }]) => !description)).toEqual([]);
  });

  test('are those on disk, but for the rules of the day', () => {
    const disk = JSON.parse(
      readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'),
    ) as unknown;
    expect(disk).toEqual(reportJsonSchema());
  });
});
