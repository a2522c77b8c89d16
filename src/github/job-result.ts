import { consequence, headline } from '../report/reading.ts';
import type { Report } from '../triage/report.ts';

/** Why the job fails, with a way out; null when it does not. */
export function failureOf(report: Report): string | null {
  if (report.verdict !== 'blocked') return null;
  const { startHere } = report;
  const first = startHere === null ? '' : ` Start with ${startHere}.`;
  return `${headline(report)}. ${consequence(report)}${first} Restore what the system assumes, or accept a finding in .github/system-drift.yml on the base branch.`;
}

/**
 * What a person should know of a job that passes although not all was read; null when
 * all was. It does not fail: a file that was broken before the change would turn every
 * pull request red. A file that the change itself broke is a finding, and does.
 */
export function warningOf(report: Report): string | null {
  if (report.verdict !== 'incomplete') return null;
  const [gap] = report.gaps;
  const where = gap === undefined ? '' : ` First: ${gap.path === null ? '' : `${gap.path}: `}${gap.detail}.`;
  return `${headline(report)}. What could not be read may hide drift.${where} Mend it, or list the path under ignore in .github/system-drift.yml on the base branch.`;
}
