import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { defaults, getOctokitOptions } from '@actions/github/lib/utils';

/** The one way to GitHub. Retries what may pass, waits its turn, and gives up before a job would hang. */
export type GitHubClient = Octokit;

/** Where this run's log goes. Nothing said here holds a token. */
export interface Log {
  readonly info: (message: string) => void;
  readonly warning: (message: string) => void;
  readonly debug: (message: string) => void;
}

/** Seconds that are waited for a rate limit at most, twice; then the request fails and the log says why. */
const longestWait = 90;

const PatientOctokit = Octokit.plugin(retry, throttling);

/**
 * `apiUrl` is `GITHUB_API_URL`, so GitHub Enterprise Server works too; proxies are taken from
 * the environment. The throttling plugin sends one write at a time, a second apart.
 */
export function createClient(token: string, apiUrl: string, log: Log): GitHubClient {
  const waitFor = (limit: string) => (retryAfter: number, request: unknown, _: unknown, tries: number) => {
    const { method, url } = request as { readonly method: string; readonly url: string };
    const again = tries < 2 && retryAfter <= longestWait;
    const next = again ? `trying again in ${retryAfter} s` : `not waiting ${retryAfter} s for it`;
    log.info(`GitHub's ${limit} was reached by ${method} ${url}: ${next}`);
    return again;
  };
  return new PatientOctokit(
    getOctokitOptions(token, {
      ...defaults,
      baseUrl: apiUrl,
      userAgent: 'system-drift',
      log: { debug: log.debug, info: log.debug, warn: log.debug, error: log.debug },
      retry: { retries: 3 },
      throttle: {
        // one queue per server
        id: apiUrl,
        onRateLimit: waitFor('rate limit'),
        onSecondaryRateLimit: waitFor('secondary rate limit'),
      },
    }),
  );
}

/** What went wrong with a request, in words for the log; status and GitHub's own message, never headers. */
export function requestProblem(error: unknown): { readonly status: number | null; readonly message: string } {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : null;
  const [said = ''] = (error instanceof Error ? error.message : String(error)).slice(0, 400).split('\n');
  return { status, message: status === null ? said : `${status}: ${said}` };
}
