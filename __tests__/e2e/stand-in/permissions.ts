import type { Operation } from './description.ts';
import type { World } from './github.ts';

export type Level = 'read' | 'write';
export type Permissions = Readonly<
  Partial<Record<'contents' | 'issues' | 'pull_requests' | 'checks' | 'statuses', Level>>
>;

/** An answer other than success, as GitHub words it. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

type Needs = readonly (readonly [keyof Permissions, Level])[];

/** Any one of these is enough. From GitHub's table of permissions for fine-grained tokens and Apps. */
const needs: Readonly<Record<string, Needs>> = {
  'repos/get-commit': [['contents', 'read']],
  'repos/compare-commits-with-basehead': [['contents', 'read']],
  'dependency-graph/diff-range': [['contents', 'read']],
  'git/get-commit': [['contents', 'read']],
  'git/get-ref': [['contents', 'read']],
  'checks/list-for-ref': [['checks', 'read']],
  'pulls/get': [['pull_requests', 'read']],
  'issues/list-comments': [
    ['issues', 'read'],
    ['pull_requests', 'read'],
  ],
  'issues/create-comment': [
    ['issues', 'write'],
    ['pull_requests', 'write'],
  ],
  'issues/update-comment': [
    ['issues', 'write'],
    ['pull_requests', 'write'],
  ],
};

export function permissionProblem(operation: Operation, world: World): string | null {
  const enough = (needs[operation.id] ?? []).some(
    ([name, level]) =>
      has(world.permissions, name, level) && (name !== 'pull_requests' || aboutPull(operation, world)),
  );
  return enough ? null : 'Resource not accessible by integration';
}

function has(permissions: Permissions, name: keyof Permissions, level: Level): boolean {
  return permissions[name] === 'write' || permissions[name] === level;
}

/** The permission for pull requests opens the comments of pull requests, not those of issues. */
function aboutPull({ parameters }: Operation, world: World): boolean {
  const comment = world.comments.find(({ id }) => id === Number(parameters['comment_id']));
  const number = Number(parameters['issue_number'] ?? parameters['pull_number'] ?? comment?.on);
  return world.pulls.some((pull) => pull.number === number);
}
