import { Ajv } from 'ajv';
import { z } from 'zod';
import { annotationsOf, workflowCommand } from '../../src/report/annotations.ts';
import { jsonReport } from '../../src/report/json-schema.ts';
import type { JsonReport } from '../../src/report/json-schema.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { columns } from '../../src/report/terminal/spans.ts';
import { rules } from '../../src/stages/index.ts';
import { hostileReport } from './hostile.ts';
import { accepted, audit, blocked, clear, drift, finding, incomplete, large, report } from './reports.ts';

const reports = {
  clear,
  blocked,
  drift,
  incomplete,
  accepted,
  audit,
  hostile: hostileReport(5),
  large: large(60),
};
const everyReport = Object.entries(reports);

describe('annotations', () => {
  test('what blocks is an error, the rest by severity, gaps are warnings, accepted ones are silent', () => {
    const { shown, leftOut } = annotationsOf(blocked);
    expect(shown.map(({ level, title }) => [level, title.replace(/^SD-\w+ /, '')])).toEqual([
      ['error', 'postgres goes from 15.6 to 17.2 on the same volume'],
      ['error', 'DATABASE_URL is no longer supplied to api, which still reads it'],
      ['error', '`DELETE /orders/{id}` is gone'],
      ['warning', 'REDIS_HOST is read and declared nowhere'],
      ['warning', 'Could not be read'],
    ]);
    expect(leftOut).toEqual([]);
  });

  test('at most ten of a level, the others counted', () => {
    const { shown, leftOut } = annotationsOf(large(100));
    expect(
      ['error', 'warning', 'notice'].map((level) => shown.filter((one) => one.level === level).length),
    ).toEqual([10, 10, 10]);
    expect(leftOut).toEqual([
      '30 more errors are in the summary.',
      '310 more warnings are in the summary.',
      '30 more notices are in the summary.',
    ]);
    expect(shown[0]?.title).toContain('VARIABLE_0 is read');
  });

  test('without a gate nothing is an error', () => {
    const { shown } = annotationsOf(
      report({ findings: [finding({ severity: 'critical' })], failOn: 'never' }),
    );
    expect(shown.map(({ level }) => level)).toEqual(['warning']);
  });

  test('as a workflow command', () => {
    const [first] = annotationsOf(
      report({ findings: [finding({ head: { path: 'a,b:c%.yaml', line: 4 } })] }),
    ).shown;
    expect(first && workflowCommand(first)).toBe(
      '::error file=a%2Cb%3Ac%25.yaml,line=4,title=SD-f45c91 DATABASE_URL is read by api and nothing supplies it::' +
        'Assumes api is given DATABASE_URL when it starts. Verify: Run `docker compose config api` and look for DATABASE_URL.',
    );
  });

  test('a hostile repository writes one command a line and no other', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      for (const annotation of annotationsOf(hostileReport(seed)).shown) {
        expect(workflowCommand(annotation)).toMatch(
          /^::(error|warning|notice) (file=[^:,\p{Cc}]*,)?(line=\d+,)?title=[^:,\p{Cc}]*::[^\p{Cc}]*$/u,
        );
      }
    }
  });
});

describe('terminal', () => {
  test.each([40, 80, 100, 500])('no line is wider than %i columns', (width) => {
    for (const [name, one] of everyReport) {
      const wide = renderTerminal(one, { colour: false, width })
        .split('\n')
        .filter((line) => columns(line) > Math.min(width, 100));
      expect([name, wide]).toEqual([name, []]);
    }
  });

  test('colour only when told, and the same words with it', () => {
    for (const one of [blocked, hostileReport(3)]) {
      const plain = renderTerminal(one, { colour: false });
      // eslint-disable-next-line no-control-regex
      const bare = renderTerminal(one, { colour: true }).replace(/\u001B\[\d+m/g, '');
      expect(plain).not.toContain('\u001B');
      expect(bare.replace(/[`\s]/g, '')).toBe(plain.replace(/[`\s]/g, ''));
    }
  });

  test('a hostile repository sends no control sequence and starts no log command', () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const output = renderTerminal(hostileReport(seed), { colour: false, width: 40 + seed });
      expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(output).not.toMatch(/^\s*::/m);
      expect(output).not.toMatch(/##\w*\[/);
    }
  });

  test('many findings are cut and counted', () => {
    const output = renderTerminal(large(60), { colour: false });
    expect(output).toContain('10 less severe findings left out; --format json has all of them.');
  });
});

describe('JSON', () => {
  const validate = new Ajv({ strict: false }).compile(z.toJSONSchema(jsonReport, { target: 'draft-7' }));

  test.each(everyReport)('%s has the published shape', (_name, one) => {
    const data: unknown = JSON.parse(renderJson(one));
    expect([validate(data), validate.errors]).toEqual([true, null]);
  });

  test('holds exactly what version 1 says', () => {
    const data = JSON.parse(renderJson(blocked)) as JsonReport;
    expect(Object.keys(data)).toEqual(
      'schema comparison verdict startHere stages findings resolved gaps codePath evidence timing'.split(' '),
    );
    expect(Object.keys(data.findings[0] ?? {})).toEqual(
      'id fingerprint rule stage severity confidence change subject title assumption detail verify base head related acceptance evidence'.split(
        ' ',
      ),
    );
    expect(data.schema).toBe(1);
    expect(data.gaps).toEqual([
      {
        stage: 'dependencies',
        path: 'services/reports/poetry.lock',
        reason: 'merge-conflict',
        detail: 'Merge conflict markers at line 88',
      },
    ]);
    expect(data.codePath[0]).toEqual({ path: 'services/api/src/db.ts', because: 'touches DATABASE_URL' });
    expect(data.findings.map(({ acceptance }) => acceptance?.by ?? null)).toContain('ana');
  });

  test('a shape that is not the published one is refused', () => {
    const data = JSON.parse(renderJson(blocked)) as Record<string, unknown>;
    expect(validate({ ...data, schema: 2 })).toBe(false);
    expect(validate({ ...data, more: 1 })).toBe(false);
  });
});

interface Message {
  readonly text: string;
}
interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number };
  };
}
interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly rules: readonly { readonly id: string; readonly help?: Message }[] };
    };
    readonly invocations: readonly {
      readonly toolExecutionNotifications: readonly { readonly message: Message }[];
    }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: Message;
      readonly locations?: readonly Location[];
      readonly relatedLocations?: readonly (Location & { readonly id: number; readonly message: Message })[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions: readonly { readonly kind: string; readonly justification: string }[];
    }[];
  }[];
}

describe('SARIF', () => {
  const sarifOf = (one: typeof blocked): Sarif =>
    JSON.parse(
      renderSarif(one, { rules, version: '1.2.3', repositoryUrl: 'https://github.com/acme/shop' }),
    ) as Sarif;

  test.each(everyReport)('%s is what the specification asks for', (_name, one) => {
    const { version, runs } = sarifOf(one);
    expect([version, runs.length]).toEqual(['2.1.0', 1]);
    const [run] = runs;
    const ids = run?.tool.driver.rules.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    for (const result of run?.results ?? []) {
      expect(ids[result.ruleIndex]).toBe(result.ruleId);
      expect(['error', 'warning', 'note']).toContain(result.level);
      expect(Object.values(result.partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
      const related = result.relatedLocations ?? [];
      expect(new Set(related.map(({ id }) => id)).size).toBe(related.length);
      for (const { physicalLocation } of [...(result.locations ?? []), ...related]) {
        // RFC 3986: a relative reference, whose first part has no colon
        expect(physicalLocation.artifactLocation.uri).toMatch(/^[\w.~%-]*(\/[\w.~%-]*)*$/);
        expect(physicalLocation.region.startLine).toBeGreaterThanOrEqual(1);
      }
      for (const { text } of [result.message, ...related.map(({ message }) => message)]) {
        // 3.11.5: braces are doubled; 3.11.6: no `[text](target)` that is not meant as a link
        expect(text.replace(/\{\{|\}\}/g, '')).not.toMatch(/[{}]/);
        expect(text).not.toMatch(/\]\(|[\p{Cc}\p{Cs}]/u);
      }
    }
  });

  test('accepted findings are suppressed, the others looked at and not', () => {
    const results = sarifOf(blocked).runs[0]?.results ?? [];
    expect(results.flatMap(({ suppressions }) => suppressions)).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'ana: vendored & audited by @security, see #812 (until 2027-03-31)',
      },
    ]);
  });

  test('what was not read is a notification', () => {
    const [invocation] = sarifOf(blocked).runs[0]?.invocations ?? [];
    expect(invocation?.toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      'Merge conflict markers at line 88',
    ]);
  });
});
