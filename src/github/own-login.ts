import { requestProblem } from './client.ts';
import type { GitHubClient, Log } from './client.ts';

/**
 * The login under which this token writes comments: `github-actions[bot]` for the job's
 * own token. Asked over GraphQL, because the REST answer to "who am I" is closed to
 * tokens of Apps, and the job's own token is one.
 */
export async function ownLogin(client: GitHubClient, log: Log): Promise<string> {
  try {
    const answer = await client.graphql<{ readonly viewer: { readonly login: string } }>(
      'query { viewer { login } }',
    );
    return answer.viewer.login;
  } catch (error) {
    log.debug(`GitHub did not say who this token is: ${requestProblem(error).message}`);
    return 'github-actions[bot]';
  }
}
