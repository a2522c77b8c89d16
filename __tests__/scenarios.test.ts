import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inspect } from '../src/inspect.ts';
import { plain } from '../src/report/text.ts';
import { openRepository } from '../src/source/open-repository.ts';
import type { Repository } from '../src/source/repository.ts';
import { rules } from '../src/stages/index.ts';
import type { Advisory, AdvisoryAnswer } from '../src/system/advisories.ts';
import type { Finding } from '../src/triage/report.ts';
import { GitRepository } from './support/git-repository.ts';
import type { CommitSpec, Files } from './support/git-repository.ts';

interface Expected {
  readonly subject: string;
  readonly severity?: string;
  readonly confidence?: string;
  readonly at?: string;
  readonly title?: string;
}

interface Scenario {
  readonly title: string;
  /** of a commit long before base, which base then changes */
  readonly earlier?: Files;
  readonly base: Files;
  readonly head: Files;
  readonly settings?: object;
  /** what an advisory database answers */
  readonly advisories?: readonly Advisory[];
  readonly expect: readonly Expected[];
}

const folder = new URL('scenarios', import.meta.url).pathname;

const scenarios = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yml'))
  .sort()
  .map((file) => {
    const [stage = '', rule = '', name = ''] = file.split(/[/\\]/);
    return {
      stage,
      rule,
      name: name.replace(/\.yml$/, ''),
      ...(parse(readFileSync(join(folder, file), 'utf8')) as Scenario),
    };
  });

describe('scenarios', () => {
  const git = new GitRepository();
  let repository: Repository;

  beforeAll(async () => {
    const specs = scenarios.flatMap(({ earlier, base, head, settings }, index): CommitSpec[] => {
      const policy = settings ? { '.github/system-drift.yml': JSON.stringify(settings) } : {};
      const before = `earlier-${index}`;
      return [
        ...(earlier ? [{ name: before, files: earlier, time: 1_600_000_000 }] : []),
        { name: `base-${index}`, ...(earlier ? { parent: before } : {}), files: { ...base, ...policy } },
        { name: `head-${index}`, parent: `base-${index}`, files: head },
      ];
    });
    git.commit(specs);
    repository = await openRepository(git.path);
    // Hundreds of commits take their time on a busy machine.
  }, 60_000);

  afterAll(async () => {
    await repository.close();
    git.remove();
  });

  test.each(scenarios.map((scenario, index) => [scenario.rule, scenario.name, scenario, index] as const))(
    '%s: %s',
    async (ruleId, _name, scenario, index) => {
      const base = git.git('rev-parse', `base-${index}`);
      const head = git.git('rev-parse', `head-${index}`);
      const { advisories = [] } = scenario;
      const askAdvisories = (): Promise<AdvisoryAnswer> => Promise.resolve({ advisories, problem: null });
      const report = await inspect({
        repository,
        comparison: { base, head, baseIs: 'given' },
        askAdvisories,
      });
      const found = report.findings.filter(({ rule }) => rule === ruleId);
      expect(report.gaps.filter(({ reason }) => reason.endsWith('crashed'))).toEqual([]);
      expect(found.map((finding, at) => seen(finding, scenario.expect[at]))).toEqual(scenario.expect);
    },
  );

  test.each(rules.map(({ id }) => id))('%s has one that fires and one that stays silent', (id) => {
    const own = scenarios.filter(({ rule }) => rule === id);
    expect(own.some(({ expect: expected }) => expected.length > 0)).toBe(true);
    expect(own.some(({ expect: expected }) => expected.length === 0)).toBe(true);
  });

  test('every scenario belongs to a rule of its stage', () => {
    const known = new Set(rules.map(({ id, stage }) => `${stage}/${id}`));
    expect(scenarios.map(({ stage, rule }) => `${stage}/${rule}`).filter((key) => !known.has(key))).toEqual(
      [],
    );
  });
});

/** What a finding looks like in the terms that the expectation uses. */
function seen(finding: Finding, expected: Expected = { subject: '', severity: '', at: '' }): Expected {
  const place = finding.head ?? finding.base;
  const all: Record<keyof Expected, string> = {
    subject: finding.subject,
    severity: finding.severity,
    confidence: finding.confidence,
    at: place ? (place.line === null ? place.path : `${place.path}:${place.line}`) : '',
    title: plain(finding.title),
  };
  const keys = Object.keys(expected) as (keyof Expected)[];
  return Object.fromEntries(keys.map((key) => [key, all[key]])) as unknown as Expected;
}
