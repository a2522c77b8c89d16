import type { Evidence } from '../triage/report.ts';
import { requestProblem } from './client.ts';
import type { GitHubClient, Log } from './client.ts';
import type { RepositoryName } from './repository-name.ts';

/** Check runs beyond this are left out; a commit with more has them from a matrix. */
const most = 300;

/**
 * What other checks say about the head, as evidence. Those of our own workflow run are
 * left out: it is under way. Never throws; without the permission there is no evidence.
 */
export async function checksEvidence(
  client: GitHubClient,
  repository: RepositoryName,
  head: string,
  ownRunId: string,
  log: Log,
): Promise<readonly Evidence[]> {
  const evidence: Evidence[] = [];
  try {
    const pages = client.paginate.iterator(client.rest.checks.listForRef, {
      ...repository,
      ref: head,
      per_page: 100,
    });
    for await (const { data } of pages) {
      for (const run of data) {
        const own = ownRunId !== '' && run.details_url?.includes(`/actions/runs/${ownRunId}/`) === true;
        const state = stateOf(run.status, run.conclusion);
        if (own || state === null) continue;
        const url = run.html_url ?? run.details_url;
        evidence.push({
          kind: 'check-run',
          for: 'evidence',
          title: run.name,
          state,
          ...(url ? { url } : {}),
        });
      }
      if (evidence.length >= most) break;
    }
  } catch (error) {
    log.info(
      `Check runs were not collected as evidence: ${requestProblem(error).message} (they need checks: read)`,
    );
  }
  return evidence.slice(0, most);
}

/** Null for what shows nothing either way: a skipped or neutral check. */
function stateOf(status: string, conclusion: string | null): Evidence['state'] | null {
  if (status !== 'completed') return 'pending';
  switch (conclusion ?? 'stale') {
    case 'success':
      return 'passed';
    case 'failure':
    case 'timed_out':
    case 'startup_failure':
      return 'failed';
    case 'skipped':
    case 'neutral':
      return null;
    default:
      // cancelled, stale, action_required: the answer is still to come
      return 'pending';
  }
}
