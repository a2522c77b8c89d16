import { commentMarker, renderComment } from '../../src/report/comment.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { hostileReport } from './hostile.ts';
import { cells, codeSpans, linksItself } from './markdown-reading.ts';
import { blocked, clear, finding, large, report, reportUrl, repositoryUrl } from './reports.ts';

const links = { repositoryUrl, reportUrl };
const count = (text: string, part: string | RegExp) => text.split(part).length - 1;

describe('commentMarker', () => {
  test.each([
    ['default', '<!-- system-drift:default -->'],
    ['a--b', '<!-- system-drift:a%2D-b -->'],
    ['x-', '<!-- system-drift:x%2D -->'],
    ['--> <b>', '<!-- system-drift:%2D-%3E%20%3Cb%3E -->'],
    ['\uD83D\n', '<!-- system-drift:%0A -->'],
  ])('of %j', (instance, marker) => {
    expect(commentMarker(instance)).toBe(marker);
  });

  test('tells instances apart from their beginnings', () => {
    expect(renderComment(clear, { instance: 'api-2' }).startsWith(commentMarker('api'))).toBe(false);
    expect(renderComment(clear, { instance: 'api' }).split('\n')[0]).toBe(commentMarker('api'));
  });
});

/** What must hold of every page, whatever stands in the repository. */
function expectWhole(page: string): void {
  const lines = page.split('\n');
  expect(page).not.toMatch(/(?![\n\u200B])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  expect(count(page, /^<details>/m)).toBe(count(page, /^<\/details>$/m));
  expect(lines.filter((line) => line.startsWith('```')).length % 2).toBe(0);
  const rows = lines.filter((line) => line.startsWith('|'));
  expect(rows).toHaveLength(8);
  expect(rows.map((row) => cells(row).length)).toEqual(rows.map(() => 4));
  for (const line of lines) {
    const bare = codeSpans(line).prose.replaceAll(/\]\(https?:\/\/[^()\s<>]*\)/g, ']');
    expect(bare).not.toMatch(linksItself);
    expect(
      bare.replace(/<(\/?(details|summary|sub|code|span)|!-- system-drift:default --)>/g, ''),
    ).not.toMatch(/</);
    expect(bare).not.toMatch(/(?<!\\)\]\(/);
  }
}

describe('a hostile repository', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))('leaves the page whole, seed %i', (seed) => {
    const page = renderComment(hostileReport(seed), { ...links, instance: 'default' });
    expectWhole(page);
    expect(count(page, /^<!--/m)).toBe(1);
    expect(page).not.toContain('](javascript:');
  });
});

describe('room', () => {
  test.each([1, 40, 300, 3000])('%i findings fit, and what is left out is counted', (number) => {
    const page = renderComment(large(number), { ...links, instance: 'default' });
    expect(page.length).toBeLessThanOrEqual(64_000);
    expectWhole(page);
    const told = count(page, /^\*\*(?:Critical|High|Medium|Low|Info) · /m);
    const leftOut = [...page.matchAll(/^_(\d+) less severe findings? of this stage/gm)];
    expect(told + leftOut.reduce((sum, [, rest]) => sum + Number(rest), 0)).toBe(number);
    expect(leftOut.length > 0).toBe(number > 100);
  });

  test('the least severe go first', () => {
    const page = renderComment(large(300), links);
    const told = (severity: string) => count(page, `**${severity} · `);
    expect([told('Critical'), told('High')]).toEqual([60, told('High')]);
    expect([told('Low'), told('Info')]).toEqual([0, 0]);
    expect(page).toContain('[full report](https://github.com/acme/shop/actions/runs/9876543210)');
  });

  test('the smallest room that is allowed takes the most hostile report', () => {
    for (const seed of [1, 2, 3]) {
      const page = renderComment(hostileReport(seed, 200), {
        ...links,
        instance: 'default',
        maxLength: 30_000,
      });
      expect(page.length).toBeLessThanOrEqual(30_000);
      expectWhole(page);
    }
  });

  test('a summary has room for more, and for no more than it is given', () => {
    const page = renderSummary(large(3000), links);
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(900_000);
    expect(count(page, '**Critical · ')).toBe(600);
    expect(
      Buffer.byteLength(renderSummary(large(3000), { ...links, maxBytes: 100_000 })),
    ).toBeLessThanOrEqual(100_000);
  });
});

describe('what is said', () => {
  test('one finding that blocks, and none', () => {
    const one = renderComment(report({ findings: [finding()] }));
    expect(one).toContain(
      '## 1 system assumption to check before the code\n\nIt is high or worse, so this is blocked.',
    );
    expect(renderComment(clear)).toContain('## No system assumption drifted');
  });

  test('report-only mode says so', () => {
    const page = renderComment(report({ findings: [finding()], failOn: 'never' }));
    expect(page).toContain('Reported only; nothing blocks.');
  });

  test('stages that are off are one word and have no section', () => {
    const stages = blocked.stages.map((entry) =>
      entry.stage === 'evidence' || entry.stage === 'code-path' ? { ...entry, state: 'off' as const } : entry,
    );
    const page = renderComment({ ...blocked, stages });
    expect(page).toContain('| 6 | Verification evidence recorded | off |  |');
    expect(page).not.toMatch(/^### [56]\./m);
  });

  test('sections stand in triage order, evidence last', () => {
    const headings = [...renderComment(blocked).matchAll(/^### (\d)/gm)].map(([, number]) => number);
    expect(headings).toEqual(['1', '2', '4', '5', '6']);
  });
});
