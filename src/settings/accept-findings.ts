import type { Finding } from '../triage/report.ts';
import { acceptanceFor } from './acceptance-for.ts';
import type { Settings } from './settings.ts';

/** Marks the findings that an `accept` entry covers on a day; `today` is an ISO date. */
export function acceptFindings(
  findings: readonly Finding[],
  settings: Settings,
  today: string,
): readonly Finding[] {
  return findings.map((finding) => {
    const acceptance = acceptanceFor(settings, finding, today);
    return acceptance === null ? finding : { ...finding, acceptance };
  });
}
