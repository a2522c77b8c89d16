import { UserError } from '../errors.ts';

/** Owner and name, as every call to GitHub wants them. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** From `GITHUB_REPOSITORY`. Only characters that GitHub allows, since it becomes part of URLs. */
export function parseRepositoryName(fullName: string): RepositoryName {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(fullName) ?? [];
  if (owner === undefined || repo === undefined) {
    throw new UserError(
      'GITHUB_REPOSITORY does not hold a name like owner/name',
      'Run the Action in a GitHub workflow; for a local repository use system-drift diff.',
    );
  }
  return { owner, repo };
}
