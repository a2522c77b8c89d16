import { consequence, headline } from '../report/reading.ts';
import type { Report } from '../triage/report.ts';

/** Why the job fails, with a way out; null when it does not. */
export function failureOf(report: Report): string | null {
  if (report.verdict === 'blocked') {
    const { startHere } = report;
    const first = startHere === null ? '' : ` Start with ${startHere}.`;
    return `${headline(report)}. ${consequence(report)}${first} Restore what the system assumes, or accept a finding in .github/system-drift.yml on the base branch.`;
  }
  if (report.verdict !== 'incomplete' || report.failOn === 'never') return null;
  const [gap] = report.gaps;
  const where = gap === undefined ? '' : ` First: ${gap.path === null ? '' : `${gap.path}: `}${gap.detail}`;
  return `${headline(report)}. What could not be read may hide drift.${where} Mend it, list the path under ignore in .github/system-drift.yml on the base branch, or set fail-on: never.`;
}
