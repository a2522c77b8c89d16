import { setTimeout as sleep } from 'node:timers/promises';
import { requestProblem } from './client.ts';
import type { GitHubClient, Log } from './client.ts';
import type { RepositoryName } from './repository-name.ts';

export interface StickyComment {
  readonly repository: RepositoryName;
  /** of the pull request or issue */
  readonly number: number;
  /** hidden text that only this comment of this instance has */
  readonly marker: string;
  /** holds the marker */
  readonly body: string;
  /** nothing to report: an old comment is rewritten, a new one is not made */
  readonly clean: boolean;
  /** under which our token writes; nobody else's comment is ever touched */
  readonly login: string;
  /** the pull request's head that was looked at; absent for an issue */
  readonly head?: string;
  /** added to the log when the token may not write */
  readonly whyReadOnly?: string;
}

export type Published =
  | { readonly done: 'created' | 'updated' | 'unchanged'; readonly url: string }
  | { readonly done: 'not-needed' | 'stale' | 'failed'; readonly because: string };

interface Existing {
  readonly id: number;
  readonly body: string;
  readonly url: string;
}

/**
 * Keeps one comment up to date. Never throws: that a comment could not be written is said
 * in the log and in the answer, and does not change the result of the job.
 */
export async function publishStickyComment(
  client: GitHubClient,
  comment: StickyComment,
  log: Log,
): Promise<Published> {
  try {
    const published = await publish(client, comment, log);
    log.info('url' in published ? `Comment ${published.done}: ${published.url}` : published.because);
    return published;
  } catch (error) {
    const { status, message } = requestProblem(error);
    const because = `The comment was not written: ${reason(status, message, comment)}`;
    // Where a token may only read by design, a warning on each run would be noise.
    if (comment.whyReadOnly !== undefined && status === 403) log.info(because);
    else log.warning(because);
    return { done: 'failed', because };
  }
}

async function publish(client: GitHubClient, comment: StickyComment, log: Log): Promise<Published> {
  const existing = await findOwn(client, comment);
  if (existing === null && comment.clean) {
    return { done: 'not-needed', because: 'No comment: nothing was found, and there is no earlier comment.' };
  }
  if (existing !== null && sameContent(existing.body, comment.body)) {
    return { done: 'unchanged', url: existing.url };
  }
  if (comment.head !== undefined) {
    const { data } = await client.rest.pulls.get({ ...comment.repository, pull_number: comment.number });
    if (data.head.sha !== comment.head) {
      const because = `No comment: the head has moved on to ${data.head.sha}, whose own run reports.`;
      return { done: 'stale', because };
    }
  }
  if (existing === null) return create(client, comment, log);
  const { data } = await client.rest.issues.updateComment({
    ...comment.repository,
    comment_id: existing.id,
    body: comment.body,
  });
  return { done: 'updated', url: data.html_url };
}

/**
 * GitHub may have stored a comment and failed to say so; sending it again would leave
 * two. So after a failure we look before we send.
 */
async function create(client: GitHubClient, comment: StickyComment, log: Log): Promise<Published> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { data } = await client.rest.issues.createComment({
        ...comment.repository,
        issue_number: comment.number,
        body: comment.body,
        request: { retries: 0 },
      });
      return { done: 'created', url: data.html_url };
    } catch (error) {
      const { status, message } = requestProblem(error);
      if (status === null || status < 500 || attempt === 3) throw error;
      log.info(`GitHub failed while the comment was written (${message}); looking whether it is there`);
      await sleep(1000 * attempt ** 2);
      const found = await findOwn(client, comment);
      if (found !== null) return { done: 'created', url: found.url };
    }
  }
}

/** Ours is the oldest comment that starts with the marker and was written under our own login. */
async function findOwn(
  client: GitHubClient,
  { repository, number, marker, login }: StickyComment,
): Promise<Existing | null> {
  const pages = client.paginate.iterator(client.rest.issues.listComments, {
    ...repository,
    issue_number: number,
    per_page: 100,
  });
  for await (const { data } of pages) {
    const own = data.find(({ user, body }) => user?.login === login && body?.startsWith(marker));
    if (own) return { id: own.id, body: own.body ?? '', url: own.html_url };
  }
  return null;
}

/** The same but for line ends and for which run's page the full report is on: that one still says the same. */
export function sameContent(a: string, b: string): boolean {
  return normalise(a) === normalise(b);
}

function normalise(body: string): string {
  return body
    .replaceAll('\r\n', '\n')
    .replace(/\/actions\/runs\/\d+(?:\/attempts\/\d+)?/g, '/actions/runs/*')
    .trim();
}

function reason(status: number | null, message: string, { whyReadOnly }: StickyComment): string {
  switch (status ?? 0) {
    case 403:
    case 404:
      return /rate limit/i.test(message)
        ? `GitHub's rate limit is used up (${message}).`
        : `the token may not write here (${message}). ${whyReadOnly ?? 'Give the job pull-requests: write (for an issue: issues: write).'}`;
    case 410:
      return 'comments are turned off or the thread is gone.';
    case 422:
      return `GitHub refused the text (${message}).`;
    default:
      return message.endsWith('.') ? message : `${message}.`;
  }
}
