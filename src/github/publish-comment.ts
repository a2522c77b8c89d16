import { UserError } from '../errors.ts';
import { commentMarker, renderComment } from '../report/comment.ts';
import type { EventComparison } from '../comparison/from-event.ts';
import type { Report } from '../triage/report.ts';
import type { GitHubClient, Log } from './client.ts';
import type { Inputs } from './inputs.ts';
import type { RunContext } from './run-context.ts';
import { publishStickyComment } from './sticky-comment.ts';

/** Where a comment goes: the pull request of the event, or the issue that was asked for. */
export type Thread =
  | {
      readonly kind: 'pull-request';
      readonly number: number;
      readonly head: string;
      readonly fromFork: boolean;
    }
  | { readonly kind: 'issue'; readonly number: number };

/** Null where no comment is wanted. Throws a {@link UserError} for an issue that is no number. */
export function threadOf({ comment, issue }: Inputs, event: EventComparison): Thread | null {
  if (event.pullRequest) return comment ? { kind: 'pull-request', ...event.pullRequest } : null;
  const asked = issue || event.issue;
  if (asked === '') return null;
  const [, digits] = /^#?(\d{1,15})$/.exec(asked) ?? [];
  if (digits === undefined) {
    throw new UserError(
      `The input issue cannot be "${asked}"`,
      'Give the number of an issue of this repository.',
    );
  }
  return { kind: 'issue', number: Number(digits) };
}

export interface CommentPlace {
  readonly thread: Thread;
  readonly run: RunContext;
  readonly instance: string;
  /** under which the comment is written */
  readonly login: string;
}

/** Writes the comment. Never throws for what GitHub says. */
export async function publishComment(
  client: GitHubClient,
  report: Report,
  { thread, run, instance, login }: CommentPlace,
  log: Log,
): Promise<void> {
  const clean = report.verdict === 'clear';
  const onPullRequest = thread.kind === 'pull-request';
  const body = renderComment(report, {
    instance,
    ...links(run),
    // A clean report gets onto a pull request only by replacing one that was not.
    hadFindings: clean && onPullRequest,
  });
  const comment = {
    repository: run.repository,
    number: thread.number,
    marker: commentMarker(instance),
    body,
    // On an issue somebody asked, so "nothing was found" is an answer.
    clean: clean && onPullRequest,
    login,
    ...(onPullRequest ? { head: thread.head, ...whyReadOnly(thread.fromFork, run) } : {}),
  };
  await publishStickyComment(client, comment, log);
}

/** Where the report's links lead. */
export function links(run: RunContext): {
  readonly repositoryUrl: string;
  readonly reportUrl: string | undefined;
} {
  const repositoryUrl = `${run.serverUrl.replace(/\/+$/, '')}/${run.fullName}`;
  return {
    repositoryUrl,
    reportUrl: run.runId === '' ? undefined : `${repositoryUrl}/actions/runs/${run.runId}`,
  };
}

function whyReadOnly(fromFork: boolean, run: RunContext): { readonly whyReadOnly?: string } {
  if (run.eventName !== 'pull_request') return {};
  const rest = 'The summary, the annotations and the result of the job are complete.';
  if (fromFork) {
    return {
      whyReadOnly: `A pull request from a fork gets a token that may only read; run on pull_request_target to comment there too. ${rest}`,
    };
  }
  if (run.actor === 'dependabot[bot]') {
    return {
      whyReadOnly: `A run that Dependabot starts may only read unless the job is given pull-requests: write. ${rest}`,
    };
  }
  return {};
}
