/** What every face needs to know of a report before it shows it: what is open, what blocks, and what to call it. */
import { severities } from '../stages/rule.ts';
import type { Severity, Stage } from '../stages/rule.ts';
import { blocks } from '../triage/judge.ts';
import type { Evidence, Finding, Report } from '../triage/report.ts';

/** Findings that nobody has accepted, in triage order. */
export function openFindings(report: Report): readonly Finding[] {
  return report.findings.filter((finding) => finding.acceptance === null);
}

function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** Worst first; equals keep triage order; what is accepted comes after all that is open. */
export function byWeight(findings: readonly Finding[]): readonly Finding[] {
  const weight = (finding: Finding) => rank(finding.severity) + (finding.acceptance === null ? 0 : 100);
  return findings.toSorted((a, b) => weight(a) - weight(b));
}

/** `1 file`, `2 files`; the plural is given where it is not just an `s`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** The verdict as a person would say it. `hadFindings`: an earlier run on the same change told of drift. */
export function headline(report: Report, hadFindings = false): string {
  const open = openFindings(report).length;
  const unread = report.gaps.length > 0 ? `${count(report.gaps.length, 'part')} could not be read` : '';
  if (open > 0) {
    const assumptions = `${count(open, 'system assumption')} to check before the code`;
    return unread === '' ? assumptions : `${assumptions}, and ${unread}`;
  }
  if (report.verdict === 'incomplete') return `No drift found, but ${unread || 'not all could be read'}`;
  const accepted = report.findings.length;
  if (accepted > 0) return `${count(accepted, 'system assumption')} in question, all accepted`;
  return hadFindings
    ? 'Resolved: no system assumption is in question any more'
    : 'No system assumption drifted';
}

/** One sentence on what the verdict means for merging; empty when there is nothing to say. */
export function consequence(report: Report): string {
  const open = openFindings(report);
  const blocking = open.filter((finding) => blocks(finding, report.failOn)).length;
  if (blocking > 0) {
    const gate = report.failOn === 'critical' ? 'critical' : `${report.failOn} or worse`;
    return `${whichBlock(blocking, open.length)} ${gate}, so this is blocked.`;
  }
  if (report.verdict === 'incomplete') return 'What could not be read may hide drift.';
  if (open.length === 0) return '';
  return report.failOn === 'never' ? 'Reported only; nothing blocks.' : 'Nothing blocks.';
}

function whichBlock(blocking: number, all: number): string {
  if (blocking < all) return `${blocking} of them ${blocking === 1 ? 'is' : 'are'}`;
  return all === 1 ? 'It is' : 'All are';
}

/** State of a stage in a few words: `clear`, `2 to check`, `1 to check, not fully read`. */
export function stageWords(report: Report, stage: Stage): string {
  const { state } = report.stages.find((entry) => entry.stage === stage) ?? { state: 'off' };
  if (state === 'off') return 'off';
  if (stage === 'code-path') return codePathWords(report);
  if (stage === 'evidence') return evidenceWords(report);
  const all = report.findings.filter((finding) => finding.stage === stage);
  const open = all.filter((finding) => finding.acceptance === null).length;
  const unread = state === 'incomplete' || report.gaps.some((gap) => gap.stage === stage);
  return joined(
    [part(open, 'to check'), part(all.length - open, 'accepted'), unread ? 'not fully read' : ''],
    'clear',
  );
}

function codePathWords({ codePath }: Report): string {
  const touching = codePath.filter((entry) => entry.findings.length > 0).length;
  if (codePath.length === 0) return 'clear';
  const files = count(codePath.length, 'changed file');
  return touching === 0 ? files : `${files}, ${touching} touching what drifted`;
}

function evidenceWords(report: Report): string {
  const owed = openFindings(report).filter((finding) => !isShown(recorded(report, finding))).length;
  const others = report.evidence.filter(({ state }) => state !== 'owed');
  const number = (state: Evidence['state']) => others.filter((entry) => entry.state === state).length;
  return joined(
    [
      part(owed, 'owed'),
      part(number('failed'), 'failed'),
      part(number('pending'), 'pending'),
      part(number('passed'), 'passed'),
    ],
    'nothing owed',
  );
}

function part(number: number, word: string): string {
  return number === 0 ? '' : `${number} ${word}`;
}

function joined(parts: readonly string[], otherwise: string): string {
  return parts.filter((words) => words !== '').join(', ') || otherwise;
}

/** `2 problems of the base are gone.`, empty when none is. */
export function goneWords({ resolved }: Report): string {
  if (resolved.length === 0) return '';
  return `${count(resolved.length, 'problem')} of the base ${resolved.length === 1 ? 'is' : 'are'} gone.`;
}

/** Stages that are not simply clear or off: those a reader has to look into. */
export function isOpenStage(report: Report, stage: Stage): boolean {
  return (
    report.findings.some((finding) => finding.stage === stage) ||
    report.gaps.some((gap) => gap.stage === stage) ||
    report.stages.some((entry) => entry.stage === stage && entry.state === 'incomplete')
  );
}

/** Evidence for a finding or a stage, each piece once, what is merely owed left out. */
export function recorded(report: Report, subject: Finding | Stage): readonly Evidence[] {
  const all =
    typeof subject === 'string'
      ? report.evidence.filter((entry) => entry.for === subject)
      : [
          ...subject.evidence,
          ...report.evidence.filter((entry) => entry.for === subject.id || entry.for === subject.fingerprint),
        ];
  const seen = new Set<string>();
  return all.filter((entry) => {
    const key = `${entry.kind} ${entry.title} ${entry.url ?? ''}`;
    if (entry.state === 'owed' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Something shows it was checked, and nothing speaks against it. */
export function isShown(evidence: readonly Evidence[]): boolean {
  return evidence.length > 0 && evidence.every((entry) => entry.state === 'passed');
}
