import { plain } from '../../report/text.ts';
import type { Evidence, Finding } from '../../triage/report.ts';

/**
 * Stage 6: what is recorded and what is still owed. Each open finding owes one entry,
 * which says how to verify it; what was collected from outside (check runs of the
 * head) comes behind.
 */
export function collectEvidence(
  findings: readonly Finding[],
  collected: readonly Evidence[],
): readonly Evidence[] {
  const owed = findings
    .filter(({ acceptance }) => acceptance === null)
    .map((finding): Evidence => ({
      kind: 'note',
      for: finding.id,
      title: plain(finding.verify, true),
      state: 'owed',
    }));
  return [...owed, ...collected];
}
