import type { CodePathEntry } from '../../triage/report.ts';
import { clip, markdown } from '../markdown.ts';
import { folded, linkTo, reportLink } from './page.ts';
import type { Page } from './page.ts';
import { heading } from './stage-section.ts';

const atOnce = 5;

/** Where to read code, now that the system around it has been looked at: in the order in which it touches what drifted. */
export function codePathSection(page: Page, title: string): string {
  const { codePath } = page.report;
  const entries = codePath.slice(0, page.limits.codePath);
  const touching = entries.filter((entry) => entry.findings.length > 0).length;
  const open = Math.max(touching, Math.min(entries.length, atOnce));
  const list = (from: number, to: number) =>
    entries
      .slice(from, to)
      .map((entry, index) => `${from + index + 1}. ${line(page, entry)}`)
      .join('\n');
  const rest = codePath.length - entries.length;
  return [
    heading('code-path', title),
    ...(open > 0 ? [list(0, open)] : []),
    ...(entries.length > open ? [folded(`${entries.length - open} more`, list(open, entries.length))] : []),
    ...(rest > 0
      ? [`_${rest} more changed files are left out here; see the ${reportLink(page, 'full report')}._`]
      : []),
  ].join('\n\n');
}

function line(page: Page, { path, because }: CodePathEntry): string {
  return `${linkTo(page, 'head', { path, line: null })} ${markdown(clip(because, 300))}`.trimEnd();
}
