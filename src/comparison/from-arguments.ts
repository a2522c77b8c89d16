import { UserError } from '../errors.ts';
import type { Repository } from '../source/repository.ts';
import type { ComparedCommits } from '../triage/report.ts';
import { branchWords, resolvePlan } from './plan.ts';
import type { BaseChoice, CommitLookup, ComparisonPlan, Point } from './plan.ts';

/** What `system-drift diff [<base>] [<head>]` was given. */
export interface DiffArguments {
  readonly base?: string | undefined;
  readonly head?: string | undefined;
}

/**
 * Which two commits the arguments mean. `base` alone may be a range: `main...feature`
 * (from the merge base) or `main..feature`. Without a base it is the merge base with the
 * default branch; without a head, `HEAD`. Throws a {@link UserError} for what is not there.
 */
export async function fromArguments(repository: Repository, given: DiffArguments): Promise<ComparedCommits> {
  const lookup = localLookup(repository);
  const { base, head = 'HEAD', merge } = await splitRange(given, lookup);
  const plan =
    base === undefined
      ? await sinceDefaultBranch(repository, head)
      : planOf(head, [merge ? mergeBaseOf(base, head) : givenAs(base)], unknownBase(base, merge));
  return resolvePlan(plan, lookup);
}

/** Answers from a repository at hand. */
export function localLookup(repository: Repository): CommitLookup {
  return {
    commit: (revision) => repository.resolve(revision),
    branch: async (name) =>
      (await repository.resolve(`refs/remotes/origin/${name}`)) ??
      (await repository.resolve(`refs/heads/${name}`)),
    mergeBase: (a, b) => repository.mergeBase(a, b),
    firstParent: (commit) => repository.resolve(`${commit}^1`),
  };
}

async function splitRange(
  given: DiffArguments,
  lookup: CommitLookup,
): Promise<DiffArguments & { readonly merge: boolean }> {
  const { base, head } = given;
  const range = /^(.*?)(\.\.\.?)(.*)$/s.exec(base ?? '');
  // `:/fix..` and the like are revisions with dots in them.
  if (base === undefined || head !== undefined || !range || (await lookup.commit(base)) !== null) {
    return { ...given, merge: false };
  }
  const [, from = '', dots, to = ''] = range;
  return { base: from || 'HEAD', head: to || 'HEAD', merge: dots === '...' };
}

async function sinceDefaultBranch(repository: Repository, head: string): Promise<ComparisonPlan> {
  const branch = await repository.defaultBranch();
  if (branch === null) {
    throw new UserError(
      'No default branch was found to compare with',
      'Name the base: system-drift diff <base> [<head>].',
    );
  }
  const point: Point = { kind: 'commit', name: branch.commit };
  const name = branchWords(branch.name, 'the default branch');
  const what = branchWords(head, 'the given commit');
  const commit = await repository.resolve(head);
  if (commit !== null && (await repository.mergeBase(point.name, commit)) === commit) {
    // On the default branch itself there is nothing between the two; the last step is what a person means.
    const is = `first parent of ${what}, which is part of ${name}`;
    return planOf(head, [{ how: 'first-parent-of-head', is }], await noParent(repository, what));
  }
  const is = `merge base of ${name} and ${what}`;
  return planOf(head, [{ how: 'merge-base', of: point, is }], await noMergeBase(repository, name, what));
}

function planOf(
  head: string,
  bases: readonly BaseChoice[],
  otherwise: ComparisonPlan['otherwise'],
): ComparisonPlan {
  return { kind: 'compare', head: { kind: 'revision', name: head }, bases, otherwise };
}

function givenAs(base: string): BaseChoice {
  return { how: 'itself', of: { kind: 'revision', name: base }, is: 'given as base' };
}

function mergeBaseOf(base: string, head: string): BaseChoice {
  const is = `merge base of ${branchWords(base, 'the given base')} and ${branchWords(head, 'the given commit')}`;
  return { how: 'merge-base', of: { kind: 'revision', name: base }, is };
}

function unknownBase(base: string, merge: boolean): ComparisonPlan['otherwise'] {
  return {
    message: `${base} is not a commit of this repository${merge ? ', or has no common ancestor with the other one' : ''}`,
    remedy: 'Name a commit, branch or tag that is here; fetch it first if it is not.',
  };
}

async function noParent(repository: Repository, what: string): Promise<ComparisonPlan['otherwise']> {
  const shallow = await repository.isShallow();
  return {
    message: `${what} has no parent here to compare with${shallow ? ': this clone is shallow' : ''}`,
    remedy: shallow
      ? 'Run git fetch --unshallow, or name the base: system-drift diff <base> [<head>].'
      : 'Name the base: system-drift diff <base> [<head>], or use system-drift audit for a single commit.',
  };
}

async function noMergeBase(
  repository: Repository,
  name: string,
  what: string,
): Promise<ComparisonPlan['otherwise']> {
  const shallow = await repository.isShallow();
  return {
    message: `No merge base of ${name} and ${what} was found${shallow ? ': this clone is shallow' : ''}`,
    remedy: shallow
      ? 'Run git fetch --unshallow, or name the base: system-drift diff <base> [<head>].'
      : 'Name the base: system-drift diff <base> [<head>].',
  };
}
