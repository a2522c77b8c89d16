/** Reports made by hand, as the pipeline would make them of real repositories. */
import { createHash } from 'node:crypto';
import { code, list, text } from '../../src/report/text.ts';
import { stages } from '../../src/stages/rule.ts';
import { defaultSettings } from '../../src/settings/settings.ts';
import { inTriageOrder, stageReports, startHere, verdictOf } from '../../src/triage/judge.ts';
import type { Finding, Report } from '../../src/triage/report.ts';

export const repositoryUrl = 'https://github.com/acme/shop';
export const reportUrl = 'https://github.com/acme/shop/actions/runs/9876543210';

/** A finding; what is not given is that of a plain one. Its id follows from rule and subject. */
export function finding(parts: Partial<Finding> = {}): Finding {
  const { rule = 'env-not-supplied-to-service', subject = 'DATABASE_URL' } = parts;
  const fingerprint = createHash('sha256').update(`${rule}\0${subject}`).digest('hex').slice(0, 32);
  return {
    id: `SD-${fingerprint.slice(0, 6)}`,
    fingerprint,
    rule,
    stage: 'config',
    severity: 'high',
    confidence: 'certain',
    change: 'introduced',
    subject,
    title: text`${code(subject)} is read by ${code('api')} and nothing supplies it`,
    assumption: text`Assumes ${code('api')} is given ${code(subject)} when it starts.`,
    detail: null,
    verify: text`Run ${code('docker compose config api')} and look for ${code(subject)}.`,
    base: null,
    head: { path: 'compose.yaml', line: 12 },
    related: [],
    acceptance: null,
    evidence: [],
    ...parts,
  };
}

/** A report; states and verdict follow from what it holds. */
export function report(parts: Partial<Report> = {}): Report {
  const findings = inTriageOrder(parts.findings ?? []);
  const { gaps = [], codePath = [], evidence = [], failOn = 'high' } = parts;
  return {
    comparison: {
      base: '4f1c2d3e5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d',
      head: '9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b',
      baseIs: 'merge base of main and feature/orders-v2',
    },
    verdict: verdictOf(findings, gaps, failOn),
    startHere: startHere(findings),
    failOn,
    stages: stageReports({ findings, gaps, codePath, evidence }, { ...defaultSettings, failOn }),
    resolved: [],
    gaps,
    codePath,
    evidence,
    timing: { totalMs: 412, readMs: 300, rulesMs: 40 },
    ...parts,
    findings,
  };
}

export const clear = report();

const databaseUrl = finding({
  change: 'removed',
  base: { path: 'compose.yaml', line: 14 },
  head: null,
  title: text`${code('DATABASE_URL')} is no longer supplied to ${code('api')}, which still reads it`,
  related: [
    { path: 'services/api/src/db.ts', line: 3, side: 'head', note: text`reads it, with no fallback` },
    { path: 'services/api/.env.example', line: 2, side: 'head', note: text`still documents it` },
  ],
});

const redisHost = finding({
  rule: 'env-read-undeclared',
  subject: 'REDIS_HOST',
  severity: 'medium',
  confidence: 'possible',
  title: text`${code('REDIS_HOST')} is read and declared nowhere`,
  assumption: text`Assumes something outside of the repository provides ${code('REDIS_HOST')}.`,
  verify: text`Ask where ${code('worker')} gets ${code('REDIS_HOST')} in production, and write it down.`,
  head: { path: 'services/worker/src/queue.ts', line: 8 },
});

const postgres = finding({
  rule: 'stateful-image-major-bump',
  subject: 'postgres',
  stage: 'dependencies',
  severity: 'critical',
  change: 'changed',
  title: text`${code('postgres')} goes from ${code('15.6')} to ${code('17.2')} on the same volume`,
  assumption: text`Assumes the data in the volume ${code('pgdata')} can be read by ${code('postgres:17.2')}.`,
  detail: text`A major version of PostgreSQL does not start on the data folder of another one: the server exits with a message about an incompatible data directory, and the services that wait for it to be healthy never start. The data has to be upgraded (${code('pg_upgrade')}) or dumped and restored, and there is no way back without a copy from before.`,
  verify: text`Start it on a copy of the volume: ${code('docker compose up db')}.`,
  base: { path: 'compose.yaml', line: 31 },
  head: { path: 'compose.yaml', line: 29 },
  related: ['api', 'worker', 'migrate', 'reports'].map((unit, index) => ({
    path: 'compose.yaml',
    line: 40 + index * 9,
    side: 'head' as const,
    note: text`${code(unit)} waits for it to be healthy`,
  })),
});

const leftPad = finding({
  rule: 'dependency-added',
  subject: 'left-pad',
  stage: 'dependencies',
  severity: 'low',
  title: text`${code('left-pad')} is new, with an install script`,
  assumption: text`Assumes ${list(['left-pad', 'pad-core'])} may run code where the image is built.`,
  verify: text`Read the script: ${code('npm view left-pad scripts')}.`,
  head: { path: 'services/api/package-lock.json', line: 1204 },
  acceptance: { by: 'ana', reason: 'vendored & audited by @security, see #812', until: '2027-03-31' },
});

const ordersPath = finding({
  rule: 'contract-operation-removed',
  subject: 'DELETE /orders/{id}',
  stage: 'contracts',
  severity: 'high',
  confidence: 'likely',
  change: 'removed',
  title: text`${code('DELETE /orders/{id}')} is gone`,
  assumption: text`Assumes nobody calls ${code('DELETE /orders/{id}')} any more.`,
  verify: text`Look for the call in ${code('web/src/orders.ts')} and in the access log of the last month.`,
  base: { path: 'docs/API [v2].md', line: 77 },
  head: null,
  related: [{ path: 'web/src/orders.ts', line: 51, side: 'head', note: text`still calls it` }],
  evidence: [
    {
      kind: 'note',
      for: 'SD-x',
      title: 'access log of March',
      state: 'passed',
      url: 'https://logs.example.org/q?a=(1)',
    },
  ],
});

export const blocked = report({
  findings: [databaseUrl, redisHost, postgres, leftPad, ordersPath],
  resolved: [finding({ subject: 'SMTP_HOST' })],
  gaps: [
    {
      stage: 'dependencies',
      path: 'services/reports/poetry.lock',
      side: 'head',
      reason: 'merge-conflict',
      detail: 'Merge conflict markers at line 88',
    },
  ],
  codePath: [
    {
      path: 'services/api/src/db.ts',
      because: text`touches ${code('DATABASE_URL')}`,
      findings: [databaseUrl.id],
    },
    {
      path: 'web/src/orders.ts',
      because: text`touches ${code('DELETE /orders/{id}')}`,
      findings: [ordersPath.id],
    },
    {
      path: 'services/api/src/pool.ts',
      because: text`changed beside what drifted, in ${code('services/api/src')}`,
      findings: [],
    },
    { path: 'README-tool.py', because: text`changed`, findings: [] },
    { path: 'tools/a.py', because: text`changed`, findings: [] },
    { path: 'tools/b.py', because: text`changed`, findings: [] },
  ],
  evidence: [
    { kind: 'note', for: databaseUrl.id, title: 'Run `docker compose config api`', state: 'owed' },
    {
      kind: 'check-run',
      for: 'evidence',
      title: 'build (20, ubuntu-latest)',
      state: 'passed',
      url: `${reportUrl}/job/1`,
    },
    {
      kind: 'check-run',
      for: 'evidence',
      title: 'contract tests',
      state: 'failed',
      url: `${reportUrl}/job/2`,
    },
  ],
});

export const drift = report({
  findings: [redisHost],
  codePath: [
    {
      path: 'services/worker/src/queue.ts',
      because: text`touches ${code('REDIS_HOST')}`,
      findings: [redisHost.id],
    },
  ],
});

export const incomplete = report({
  gaps: [
    {
      stage: 'config',
      path: 'deploy/values.yaml',
      side: 'both',
      reason: 'unparsable',
      detail: 'Invalid YAML at line 7: BAD_INDENT',
    },
    {
      stage: 'wiring',
      path: null,
      side: 'both',
      reason: 'rule-crashed',
      detail: 'The rule script-removed-still-called failed (TypeError); please report this',
    },
  ],
});

export const accepted = report({ findings: [leftPad] });

export const audit = report({
  comparison: { base: null, head: '9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b', baseIs: 'audit of HEAD' },
  findings: [{ ...redisHost, change: 'present' }],
});

/** More findings than any page has room for. */
export function large(number: number): Report {
  const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
  return report({
    findings: Array.from({ length: number }, (_, index) =>
      finding({
        subject: `VARIABLE_${index}`,
        severity: severities[index % 5] ?? 'low',
        stage: stages[index % 4] ?? 'config',
        related: [{ path: `src/file-${index}.ts`, line: index + 1, side: 'head', note: text`reads it` }],
      }),
    ),
    gaps: Array.from({ length: 300 }, (_, index) => ({
      stage: 'config' as const,
      path: `deploy/${index}.yaml`,
      side: 'head' as const,
      reason: 'unparsable' as const,
      detail: 'Invalid YAML at line 1',
    })),
    codePath: Array.from({ length: 900 }, (_, index) => ({
      path: `src/file-${index}.ts`,
      because: text`changed`,
      findings: [],
    })),
  });
}
