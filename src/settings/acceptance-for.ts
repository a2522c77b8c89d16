import type { Acceptance, Finding } from '../triage/report.ts';
import type { Settings } from './settings.ts';

/**
 * The acceptance that holds for a finding on a day, null when there is none. An entry names
 * an id or a fingerprint; its last day is the one it names. `today` is an ISO date.
 */
export function acceptanceFor(
  settings: Settings,
  finding: Pick<Finding, 'id' | 'fingerprint'>,
  today: string,
): Acceptance | null {
  const names = [finding.id.toLowerCase(), finding.fingerprint.toLowerCase()];
  const entry = settings.accept.find(
    ({ finding: named, until }) => names.includes(named.toLowerCase()) && (until === null || today <= until),
  );
  return entry ? { by: entry.by, reason: entry.reason, until: entry.until } : null;
}
