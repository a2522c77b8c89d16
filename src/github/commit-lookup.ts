import { UserError } from '../errors.ts';
import type { CommitLookup } from '../comparison/plan.ts';
import { requestProblem } from './client.ts';
import type { GitHubClient } from './client.ts';
import type { RepositoryName } from './repository-name.ts';

const fullName = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Answers about commits from GitHub, so that no history has to be fetched to find a merge base. */
export function githubLookup(client: GitHubClient, repository: RepositoryName): CommitLookup {
  return {
    commit: (revision) =>
      known(async () => {
        if (fullName.test(revision)) {
          const { data } = await client.rest.git.getCommit({ ...repository, commit_sha: revision });
          return data.sha;
        }
        const answer = await client.rest.repos.getCommit({
          ...repository,
          ref: revision,
          mediaType: { format: 'sha' },
        });
        // With this media type the answer is the name alone, which the types do not know.
        const name: unknown = answer.data;
        const text = name instanceof ArrayBuffer ? Buffer.from(name).toString('latin1') : name;
        return typeof text === 'string' && fullName.test(text) ? text : null;
      }),
    branch: (name) =>
      known(async () => {
        const { data } = await client.rest.git.getRef({ ...repository, ref: `heads/${name}` });
        return data.object.sha;
      }),
    mergeBase: (a, b) =>
      known(async () => {
        const { data } = await client.rest.repos.compareCommitsWithBasehead({
          ...repository,
          basehead: `${a}...${b}`,
          per_page: 1,
        });
        return data.merge_base_commit.sha;
      }),
    firstParent: (commit) =>
      known(async () => {
        const { data } = await client.rest.git.getCommit({ ...repository, commit_sha: commit });
        return data.parents[0]?.sha ?? null;
      }),
  };
}

/** 404, 409 (empty repository) and 422 (no such revision) are answers; anything else is a problem to mend. */
async function known(ask: () => Promise<string | null>): Promise<string | null> {
  try {
    return await ask();
  } catch (error) {
    const { status, message } = requestProblem(error);
    if (status === 404 || status === 409 || status === 422) return null;
    if (status === null) throw error;
    throw new UserError(
      `GitHub would not say which commits to compare (${message})`,
      'The token needs contents: read on this repository; if GitHub itself fails, run the job again.',
    );
  }
}
