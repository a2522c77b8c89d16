import { markdownCode, markdownProse, shorten, urlPath } from '../escape.ts';
import { goneWords } from '../reading.ts';
import { folded, reportLink } from './page.ts';
import type { Page } from './page.ts';

/** The way out of a finding that a team can live with, ready to be copied. */
export function acceptHelp(id: string): string {
  const entry = [
    'accept:',
    `  - finding: ${id.replace(/[^\w-]/g, '')}`,
    '    reason: why the system still holds',
    '    by: your name',
    '    until: YYYY-MM-DD',
  ].join('\n');
  const where = `In ${markdownCode('.github/system-drift.yml')} on the base branch (${markdownCode('until')} may be left out):`;
  return folded('Accept a finding', `${where}\n\n\`\`\`yaml\n${entry}\n\`\`\``);
}

/** Which two commits were compared and why these, what is gone, and where the whole report is. */
export function footer(page: Page): string {
  const { comparison } = page.report;
  const why = markdownProse(shorten(comparison.baseIs, 300));
  const head = commit(page, comparison.head);
  const compared =
    comparison.base === null
      ? `Looked at ${head} (${why}).`
      : `Compared ${commit(page, comparison.base)} (${why}) with ${head}.`;
  const gone = goneWords(page.report);
  const full = page.reportUrl === undefined ? '' : `${reportLink(page, 'Full report')}.`;
  return `<sub>${[compared, gone, full].filter((words) => words !== '').join(' ')}</sub>`;
}

function commit({ repositoryUrl }: Page, name: string): string {
  const label = markdownCode(name.slice(0, 7));
  return repositoryUrl === undefined
    ? label
    : `[${label}](${repositoryUrl.replace(/\/+$/, '')}/commit/${urlPath(name)})`;
}
