import { UserError } from '../errors.ts';
import type { ComparedCommits } from '../triage/report.ts';

/** A commit as an event or a person names it, before anyone has looked it up. */
export type Point =
  | { readonly kind: 'commit'; readonly name: string }
  | { readonly kind: 'revision'; readonly name: string }
  | { readonly kind: 'branch'; readonly name: string };

/** One way to find the base; `is` says in a phrase what it would be. */
export interface BaseChoice {
  readonly how: 'itself' | 'merge-base' | 'first-parent-of-head';
  /** not needed for the first parent */
  readonly of?: Point;
  readonly is: string;
}

/** Which two commits to compare, in words that still have to be looked up. */
export interface ComparisonPlan {
  readonly kind: 'compare';
  readonly head: Point;
  /** tried in this order; the first that can be found is the base */
  readonly bases: readonly BaseChoice[];
  /** said when none of them can be found */
  readonly otherwise: Words;
  /** said when base and head turn out to be one commit, where that cannot be what was meant */
  readonly whenSame?: Words;
}

interface Words {
  readonly message: string;
  readonly remedy: string;
}

/** There is nothing to compare, and that is fine. */
export interface NothingToCompare {
  readonly kind: 'nothing';
  readonly because: string;
}

/** Answers about commits: a local repository's, or GitHub's. Null: not known there. */
export interface CommitLookup {
  readonly commit: (revision: string) => Promise<string | null>;
  /** the tip of a branch, by its short name */
  readonly branch: (name: string) => Promise<string | null>;
  readonly mergeBase: (a: string, b: string) => Promise<string | null>;
  readonly firstParent: (commit: string) => Promise<string | null>;
}

/** Looks up the commits of a plan. Throws a {@link UserError} when head or every base is unknown. */
export async function resolvePlan(plan: ComparisonPlan, lookup: CommitLookup): Promise<ComparedCommits> {
  const head = await find(plan.head, lookup);
  if (head === null) {
    throw new UserError(
      `The commit to look at, ${plan.head.name}, is not known`,
      'Check that it is spelt right and still there; on GitHub, also that the token has contents: read.',
    );
  }
  for (const choice of plan.bases) {
    const base = await findBase(choice, head, lookup);
    if (base === null) continue;
    if (base === head && plan.whenSame) throw new UserError(plan.whenSame.message, plan.whenSame.remedy);
    return { base, head, baseIs: choice.is };
  }
  throw new UserError(plan.otherwise.message, plan.otherwise.remedy);
}

async function findBase(choice: BaseChoice, head: string, lookup: CommitLookup): Promise<string | null> {
  if (choice.how === 'first-parent-of-head') return lookup.firstParent(head);
  const point = choice.of === undefined ? null : await find(choice.of, lookup);
  if (point === null || choice.how === 'itself') return point;
  return lookup.mergeBase(point, head);
}

function find(point: Point, lookup: CommitLookup): Promise<string | null> {
  return point.kind === 'branch' ? lookup.branch(point.name) : lookup.commit(point.name);
}

const plainName = /^[\w][\w./-]{0,99}$/;

/**
 * A branch's name for a phrase such as "merge base of main and feature": as it is when
 * it is made of letters, digits and `._/-`, else the words that stand for it. Phrases end
 * up in comments, and a branch can be called almost anything.
 */
export function branchWords(name: string, instead: string): string {
  return plainName.test(name) ? name : instead;
}
