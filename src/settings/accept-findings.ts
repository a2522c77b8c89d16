import type { Finding } from '../triage/report.ts';
import type { Settings } from './settings.ts';

/**
 * Marks the findings that an `accept` entry covers. An entry names an id or a
 * fingerprint and holds through its last day; `today` is an ISO date.
 */
export function acceptFindings(
  findings: readonly Finding[],
  settings: Settings,
  today: string,
): readonly Finding[] {
  return findings.map((finding) => {
    const entry = settings.accept.find(
      ({ finding: named, until }) =>
        (named === finding.id || named === finding.fingerprint) && (until === null || today <= until),
    );
    return entry
      ? { ...finding, acceptance: { by: entry.by, reason: entry.reason, until: entry.until } }
      : finding;
  });
}
