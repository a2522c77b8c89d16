import { severities, stages, stageTitles } from '../stages/rule.ts';
import type { Severity, Stage } from '../stages/rule.ts';
import type { FailOn, Settings } from '../settings/settings.ts';
import type { Gap } from '../system/system.ts';
import type { CodePathEntry, Evidence, Finding, StageReport, StageState, Verdict } from './report.ts';

/** Whether a finding stops the change: open, and at or above the gate. */
export function blocks(finding: Finding, failOn: FailOn): boolean {
  return failOn !== 'never' && finding.acceptance === null && rank(finding.severity) <= rank(failOn);
}

/** Triage order: stage, then worst first, then by name, so that equal input gives an equal report. */
export function inTriageOrder(findings: readonly Finding[]): readonly Finding[] {
  const confidences = ['certain', 'likely', 'possible'];
  const keys = (finding: Finding): readonly (number | string)[] => [
    stages.indexOf(finding.stage),
    finding.acceptance === null ? 0 : 1,
    rank(finding.severity),
    confidences.indexOf(finding.confidence),
    finding.rule,
    finding.subject,
    finding.fingerprint,
  ];
  return [...findings].sort((a, b) => compareKeys(keys(a), keys(b)));
}

/**
 * The finding to check first: the worst of the first stage that has one of medium or
 * above, because a later stage often only shows what an earlier one broke.
 */
export function startHere(ordered: readonly Finding[]): string | null {
  const open = ordered.filter(({ acceptance }) => acceptance === null);
  const serious = open.find(({ severity }) => rank(severity) <= rank('medium'));
  return (serious ?? open[0])?.id ?? null;
}

export function verdictOf(findings: readonly Finding[], gaps: readonly Gap[], failOn: FailOn): Verdict {
  if (findings.some((finding) => blocks(finding, failOn))) return 'blocked';
  if (gaps.length > 0) return 'incomplete';
  return findings.some(({ acceptance }) => acceptance === null) ? 'drift' : 'clear';
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly codePath: readonly CodePathEntry[];
  readonly evidence: readonly Evidence[];
}

/** State of each stage. The last two have no findings of their own: they say whether work is left. */
export function stageReports(
  { findings, gaps, codePath, evidence }: Judged,
  settings: Settings,
): readonly StageReport[] {
  const stateOf = (stage: Stage): StageState => {
    if (settings.stages[stage] === false) return 'off';
    if (stage === 'code-path') return codePath.some((entry) => entry.findings.length > 0) ? 'drift' : 'clear';
    if (stage === 'evidence') return evidence.some(({ state }) => state !== 'passed') ? 'drift' : 'clear';
    return verdictOf(
      findings.filter((finding) => finding.stage === stage),
      gaps.filter((gap) => gap.stage === stage),
      settings.failOn,
    );
  };
  return stages.map((stage) => ({
    stage,
    title: stageTitles[stage],
    state: stateOf(stage),
    findings: findings.filter((finding) => finding.stage === stage).length,
  }));
}

function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

function compareKeys(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined || left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}
