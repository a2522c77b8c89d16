import { stages } from '../../stages/rule.ts';
import type { Gap } from '../../system/system.ts';
import type { StageReport } from '../../triage/report.ts';
import { markdownCode, markdownProse, shorten } from '../escape.ts';
import { byWeight, count } from '../reading.ts';
import { acceptedLine, findingBlock } from './finding-block.ts';
import { folded, reportLink } from './page.ts';
import type { Page } from './page.ts';

/** A stage that has something: what could not be read, its findings worst first, and the accepted ones folded. */
export function stageSection(page: Page, { stage, title }: StageReport): string {
  const all = byWeight(page.report.findings.filter((finding) => finding.stage === stage));
  const shown = all.filter((finding) => page.shown.has(finding.fingerprint));
  const accepted = shown.filter((finding) => finding.acceptance !== null);
  const gaps = page.report.gaps.filter((gap) => gap.stage === stage);
  const blocks = [
    heading(stage, title),
    ...shown.filter((finding) => finding.acceptance === null).map((finding) => findingBlock(page, finding)),
    ...(gaps.length > 0 ? [gapList(page, gaps)] : []),
    ...(accepted.length > 0 ? [folded(`${accepted.length} accepted`, acceptedList(page, accepted))] : []),
    ...leftOut(page, all.length - shown.length),
  ];
  return blocks.join('\n\n');
}

/** `### 1. Config / env integrity` */
export function heading(stage: StageReport['stage'], title: string): string {
  return `### ${stages.indexOf(stage) + 1}. ${title}`;
}

function acceptedList(page: Page, accepted: Parameters<typeof acceptedLine>[1][]): string {
  return accepted.map((finding) => acceptedLine(page, finding)).join('\n');
}

function leftOut(page: Page, number: number): readonly string[] {
  if (number === 0) return [];
  const findings = `${count(number, 'less severe finding')} of this stage ${number === 1 ? 'is' : 'are'} left out here`;
  return [`_${findings}; see the ${reportLink(page, 'full report')}._`];
}

function gapList(page: Page, gaps: readonly Gap[]): string {
  const lines = gaps.slice(0, page.limits.gaps).map((gap) => `- ${gapLine(gap)}`);
  const rest = gaps.length - lines.length;
  if (rest > 0) lines.push(`- and ${rest} more; see the ${reportLink(page, 'full report')}`);
  return `**Could not be read, so nothing is said about it:**\n\n${lines.join('\n')}`;
}

function gapLine({ path, side, detail }: Gap): string {
  const commit = side === 'both' ? '' : ` (${side})`;
  const place = path === null ? '' : `${markdownCode(path)}${commit}: `;
  return `${place}${markdownProse(shorten(detail, 300))}`;
}
