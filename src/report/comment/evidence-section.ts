import { stages } from '../../stages/rule.ts';
import type { Evidence, Finding, StageReport } from '../../triage/report.ts';
import { markdownCode, markdownProse, shorten } from '../escape.ts';
import { webUrl } from '../links.ts';
import { clip, markdown, sentence } from '../markdown.ts';
import { byWeight, isOpenStage, isShown, recorded } from '../reading.ts';
import { reportLink } from './page.ts';
import type { Page } from './page.ts';
import { heading } from './stage-section.ts';

/** The checklist: an entry for each open stage and finding, ticked where something shows it; then what else is recorded. */
export function evidenceSection(page: Page, title: string): string {
  const lines = page.report.stages
    .filter(({ stage }) => stage !== 'evidence' && stage !== 'code-path' && isOpenStage(page.report, stage))
    .flatMap((stage) => stageEntries(page, stage));
  const checks = recorded(page.report, 'evidence').toSorted((a, b) => urgency(a) - urgency(b));
  const listed = checks.slice(0, page.limits.checks).map((check) => `- ${box([check])} ${told(check)}`);
  const rest = checks.length - listed.length;
  if (rest > 0) listed.push(`- and ${rest} more checks; see the ${reportLink(page, 'full report')}`);
  return [heading('evidence', title), [...lines, ...listed].join('\n')].join('\n\n');
}

function stageEntries(page: Page, { stage, title }: StageReport): readonly string[] {
  const open = page.report.findings.filter(
    (finding) => finding.stage === stage && finding.acceptance === null,
  );
  const shown = byWeight(open).filter((finding) => page.shown.has(finding.fingerprint));
  const own = recorded(page.report, stage);
  const entries = shown.map((finding) => findingEntry(page, finding));
  const rest = open.length - shown.length;
  return [
    `- ${box(own)} **${stages.indexOf(stage) + 1}. ${title}** ${toldAll(own)}`.trimEnd(),
    ...entries,
    ...(rest > 0 ? [`  - and ${rest} more; see the ${reportLink(page, 'full report')}`] : []),
  ];
}

function findingEntry(page: Page, finding: Finding): string {
  const evidence = recorded(page.report, finding);
  const verify = markdown(sentence(clip(finding.verify, 200)));
  return `  - ${box(evidence)} ${markdownCode(finding.id)} ${verify} ${toldAll(evidence)}`.trimEnd();
}

function box(evidence: readonly Evidence[]): string {
  return isShown(evidence) ? '[x]' : '[ ]';
}

function toldAll(evidence: readonly Evidence[]): string {
  return evidence.length === 0 ? '' : `(${evidence.slice(0, 5).map(told).join('; ')})`;
}

function told({ title, state, url }: Evidence): string {
  const label = markdownProse(shorten(title, 120));
  const link = webUrl(url);
  return `${link === undefined ? label : `[${label}](${link})`} ${state}`;
}

/** What failed is told first. */
function urgency({ state }: Evidence): number {
  return ['failed', 'pending', 'owed', 'passed'].indexOf(state);
}
