import * as z from 'zod';
import { UserError } from '../errors.ts';
import { branchWords } from './plan.ts';
import type { BaseChoice, ComparisonPlan, NothingToCompare, Point } from './plan.ts';

/** What the runner says about the run. */
export interface EventContext {
  /** `GITHUB_EVENT_NAME` */
  readonly name: string;
  /** the parsed event file; checked here */
  readonly payload: unknown;
  /** `GITHUB_SHA` */
  readonly sha: string;
  /** inputs of the Action, for events that name no commits of their own; empty when not given */
  readonly good: string;
  readonly bad: string;
}

/** The pull request that an event is about. */
export interface PullRequest {
  readonly number: number;
  /** its head when the event happened */
  readonly head: string;
  /** its head is in another repository, or in one that is gone */
  readonly fromFork: boolean;
}

export interface EventComparison {
  readonly plan: ComparisonPlan | NothingToCompare;
  readonly pullRequest: PullRequest | null;
  /** the `issue` that a person typed into a dispatch form, empty when there is none */
  readonly issue: string;
}

const fullName = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);
const repository = z.object({ default_branch: z.string() });

const pullRequestEvent = z.object({
  pull_request: z.object({
    number: z.number().int(),
    head: z.object({ sha: fullName, ref: z.string(), repo: z.object({ full_name: z.string() }).nullable() }),
    base: z.object({ sha: fullName, ref: z.string(), repo: z.object({ full_name: z.string() }) }),
  }),
});
const mergeGroupEvent = z.object({
  merge_group: z.object({ head_sha: fullName, base_sha: fullName, base_ref: z.string() }),
});
const pushEvent = z.object({
  ref: z.string(),
  before: fullName,
  after: fullName,
  deleted: z.boolean(),
  forced: z.boolean(),
  head_commit: z.object({ id: fullName }).nullable(),
  repository,
});
const dispatchEvent = z.object({
  inputs: z.record(z.string(), z.unknown()).nullish(),
  repository,
});
const otherEvent = z.object({ repository });

/** Which two commits an event asks to compare, and why these. Throws a {@link UserError} for events that do not say. */
export function fromEvent(context: EventContext): EventComparison {
  switch (context.name) {
    case 'pull_request':
    case 'pull_request_target':
      return ofPullRequest(read(pullRequestEvent, context));
    case 'merge_group':
      return { plan: ofMergeGroup(read(mergeGroupEvent, context)), pullRequest: null, issue: '' };
    case 'push':
      return { plan: ofPush(read(pushEvent, context)), pullRequest: null, issue: '' };
    case 'workflow_dispatch':
      return ofDispatch(read(dispatchEvent, context), context);
    default:
      if (context.good !== '') return ofDispatch(read(otherEvent, context), context);
      throw new UserError(
        `The event ${context.name} does not say which two commits to compare`,
        'Run on pull_request, pull_request_target, merge_group, push or workflow_dispatch, or give the input good.',
      );
  }
}

function read<T>(schema: z.ZodType<T>, { name, payload }: EventContext): T {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const where = result.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new UserError(
    `The payload of the ${name} event is not as GitHub describes it (${where})`,
    'Check that GITHUB_EVENT_PATH is the file that the runner wrote.',
  );
}

function ofPullRequest({ pull_request: { number, head, base } }: z.infer<typeof pullRequestEvent>) {
  const into = branchWords(base.ref, 'the base branch');
  const what = branchWords(head.ref, 'the head branch');
  const is = `merge base of ${into} and ${what}`;
  const unrelated = `${into} itself, which has no common ancestor with ${what}`;
  const recorded: Point = { kind: 'commit', name: base.sha };
  const plan: ComparisonPlan = {
    kind: 'compare',
    head: { kind: 'commit', name: head.sha },
    bases: [
      // The base commit in the payload can be older than what the head has merged since.
      { how: 'merge-base', of: { kind: 'branch', name: base.ref }, is },
      { how: 'merge-base', of: recorded, is },
      { how: 'itself', of: recorded, is: unrelated },
    ],
    otherwise: {
      message: `The base of pull request ${number} is not known`,
      remedy: 'Push to the pull request again so that GitHub works out its base anew.',
    },
  };
  const fromFork = head.repo?.full_name !== base.repo.full_name;
  return { plan, pullRequest: { number, head: head.sha, fromFork }, issue: '' };
}

function ofMergeGroup({ merge_group: group }: z.infer<typeof mergeGroupEvent>): ComparisonPlan {
  const branch = branchWords(group.base_ref.replace(/^refs\/heads\//, ''), 'the base branch');
  return {
    kind: 'compare',
    head: { kind: 'commit', name: group.head_sha },
    bases: [
      {
        how: 'itself',
        of: { kind: 'commit', name: group.base_sha },
        is: `commit on ${branch} that the merge group builds on`,
      },
    ],
    otherwise: {
      message: 'The base commit of the merge group is not known',
      remedy: 'Queue the pull request again.',
    },
  };
}

function ofPush(push: z.infer<typeof pushEvent>): ComparisonPlan | NothingToCompare {
  const branch = branchWords(push.ref.replace(/^refs\/(?:heads|tags)\//, ''), 'the pushed branch');
  if (push.deleted) return { kind: 'nothing', because: `${branch} was deleted` };
  const fallback = sinceDefaultBranch(push.repository.default_branch, branch);
  const before: BaseChoice = {
    how: 'itself',
    of: { kind: 'commit', name: push.before },
    is: push.forced ? `what ${branch} was before the force push` : `what ${branch} was before the push`,
  };
  const isNew = /^0+$/.test(push.before);
  return {
    kind: 'compare',
    // An annotated tag's `after` is the tag; its commit stands beside it.
    head: { kind: 'commit', name: push.head_commit?.id ?? push.after },
    bases: isNew
      ? [fallback]
      : [before, push.ref === `refs/heads/${push.repository.default_branch}` ? firstParent : fallback],
    otherwise: {
      message: `${branch} has no commit in common with the default branch`,
      remedy: 'Compare by hand: run the workflow with the inputs good and bad.',
    },
  };
}

const firstParent: BaseChoice = {
  how: 'first-parent-of-head',
  is: 'first parent of the pushed commit; what the branch was before is gone',
};

function sinceDefaultBranch(defaultBranch: string, branch: string): BaseChoice {
  return {
    how: 'merge-base',
    of: { kind: 'branch', name: defaultBranch },
    is: `merge base of ${branchWords(defaultBranch, 'the default branch')} and ${branch}`,
  };
}

function ofDispatch(event: z.infer<typeof dispatchEvent>, context: EventContext): EventComparison {
  const typed = (name: string): string => {
    const value = event.inputs?.[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const good = context.good || typed('good');
  const bad = context.bad || typed('bad');
  const branch = event.repository.default_branch;
  const plan: ComparisonPlan = {
    kind: 'compare',
    head: bad === '' ? { kind: 'commit', name: context.sha } : { kind: 'revision', name: bad },
    bases:
      good === ''
        ? [sinceDefaultBranch(branch, bad === '' ? 'the dispatched commit' : 'the given bad commit')]
        : [{ how: 'itself', of: { kind: 'revision', name: good }, is: 'given as good' }],
    otherwise:
      good === ''
        ? {
            message: 'The commit has no common ancestor with the default branch',
            remedy: 'Name the last commit that worked in the input good.',
          }
        : {
            message: 'The commit given as good is not known',
            remedy: 'Name a commit, branch or tag of this repository that is pushed.',
          },
  };
  const whenSame = {
    message: 'The good and the bad commit are the same one, so there is nothing to compare',
    remedy: 'Name the last commit, branch or tag that worked in the input good.',
  };
  return { plan: { ...plan, whenSame }, pullRequest: null, issue: typed('issue') };
}
