import type { Place } from '../stages/rule.ts';
import type { Evidence, Finding, Report } from '../triage/report.ts';
import type { JsonEvidence, JsonFinding, JsonReport } from './json-schema.ts';
import { plain } from './text.ts';

/** The report for other programs, in the shape of `schema/report.schema.json`. Names stand as they are, unescaped. */
export function jsonReportOf(report: Report): JsonReport {
  const { comparison, verdict, startHere, stages, findings, resolved, gaps, codePath, timing } = report;
  return {
    schema: 1,
    comparison: { base: comparison.base, head: comparison.head, baseIs: comparison.baseIs },
    verdict,
    startHere,
    stages: stages.map((entry) => ({
      stage: entry.stage,
      title: entry.title,
      state: entry.state,
      findings: entry.findings,
    })),
    findings: findings.map(findingOf),
    resolved: resolved.map(findingOf),
    gaps: gaps.map(({ stage, path, reason, detail }) => ({ stage, path, reason, detail })),
    codePath: codePath.map(({ path, because }) => ({ path, because: plain(because) })),
    evidence: report.evidence.map(evidenceOf),
    timing: { ...timing },
  };
}

/** {@link jsonReportOf} as text. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(jsonReportOf(report), null, 2)}\n`;
}

function findingOf(finding: Finding): JsonFinding {
  const { acceptance } = finding;
  return {
    id: finding.id,
    fingerprint: finding.fingerprint,
    rule: finding.rule,
    stage: finding.stage,
    severity: finding.severity,
    confidence: finding.confidence,
    change: finding.change,
    subject: finding.subject,
    title: plain(finding.title),
    assumption: plain(finding.assumption),
    detail: finding.detail && plain(finding.detail),
    verify: plain(finding.verify),
    base: placeOf(finding.base),
    head: placeOf(finding.head),
    related: finding.related.map(({ path, line, side, note }) => ({ path, line, side, note: plain(note) })),
    ...(finding.links ? { links: finding.links.map(({ title, url }) => ({ title, url })) } : {}),
    acceptance: acceptance && {
      by: acceptance.by,
      reason: acceptance.reason,
      until: acceptance.until,
    },
    evidence: finding.evidence.map(evidenceOf),
  };
}

function placeOf(place: Place | null): JsonFinding['head'] {
  return place && { path: place.path, line: place.line };
}

function evidenceOf({ kind, for: subject, title, state, url }: Evidence): JsonEvidence {
  return { kind, for: subject, title, state, url: url ?? null };
}
