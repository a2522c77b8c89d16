import { spawnSync } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Operation } from './description.ts';
import type { Answer, World } from './github.ts';
import { Refusal } from './permissions.ts';
import {
  checkRun,
  commit,
  dependencyChange,
  diffEntry,
  gitCommit,
  gitRef,
  issueComment,
  pullRequest,
} from './resources.ts';

interface Asked {
  readonly operation: Operation;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly request: IncomingMessage;
  readonly world: World;
}

/** What each operation answers, by its id; permissions and shapes were checked before. */
export const answers: Readonly<Record<string, (asked: Asked) => Answer>> = {
  'repos/get-commit'({ operation, request, world }) {
    const sha = resolve(world, operation.parameters['ref'] ?? '');
    if (sha === null) throw new Refusal(422, `No commit found for SHA: ${operation.parameters['ref']}`);
    return /vnd\.github(?:\.v3)?\.sha\b/.test(request.headers.accept ?? '')
      ? { status: 200, body: sha, headers: { 'content-type': 'application/vnd.github.sha; charset=utf-8' } }
      : ok(commit(world, sha));
  },

  'repos/compare-commits-with-basehead'({ operation, world }) {
    const [from = '', to = ''] = (operation.parameters['basehead'] ?? '').split('...');
    const [base, head] = [resolve(world, from), resolve(world, to)];
    if (base === null || head === null) throw new Refusal(404, 'Not Found');
    const merge = git(world, 'merge-base', base, head);
    if (merge === null) throw new Refusal(404, `No common ancestor between ${from} and ${to}.`);
    const commits = (git(world, 'rev-list', '--reverse', `${base}..${head}`) ?? '')
      .split('\n')
      .filter(Boolean);
    const behind = (git(world, 'rev-list', `${head}..${base}`) ?? '').split('\n').filter(Boolean).length;
    const files = (git(world, 'diff', '--name-only', merge, head) ?? '').split('\n').filter(Boolean);
    return ok({
      url: 'https://api.github.com/compare',
      html_url: 'https://github.com/compare',
      permalink_url: 'https://github.com/compare',
      diff_url: 'https://github.com/compare.diff',
      patch_url: 'https://github.com/compare.patch',
      base_commit: commit(world, base),
      merge_base_commit: commit(world, merge),
      status:
        commits.length === 0 ? (behind === 0 ? 'identical' : 'behind') : behind === 0 ? 'ahead' : 'diverged',
      ahead_by: commits.length,
      behind_by: behind,
      total_commits: commits.length,
      commits: commits.map((sha) => commit(world, sha)),
      files: files.slice(0, 300).map(diffEntry),
    });
  },

  'dependency-graph/diff-range'(asked) {
    const { operation, world } = asked;
    const commits = (operation.parameters['basehead'] ?? '').split('...').map((name) => resolve(world, name));
    if (commits.length !== 2 || commits.includes(null)) throw new Refusal(404, 'Not Found');
    const { items, headers } = page(world.vulnerabilities, asked);
    return {
      status: 200,
      headers: { ...headers, ...world.snapshotWarnings },
      body: items.map(dependencyChange),
    };
  },

  'git/get-commit'({ operation, world }) {
    const sha = operation.parameters['commit_sha'] ?? '';
    if (git(world, 'cat-file', '-t', sha) !== 'commit') throw new Refusal(404, 'Not Found');
    return ok(gitCommit(world, sha, parents(world, sha)));
  },

  'git/get-ref'({ operation, world }) {
    const name = operation.parameters['ref'] ?? '';
    const sha = git(world, 'rev-parse', '--verify', '--quiet', '--end-of-options', `refs/${name}`);
    if (sha === null) throw new Refusal(404, 'Not Found');
    return ok(gitRef(world, `refs/${name}`, sha));
  },

  'checks/list-for-ref'(asked) {
    const all = asked.world.checks
      .filter(({ sha }) => sha === asked.operation.parameters['ref'])
      .map((check, index) => checkRun(asked.world, check, index + 1));
    const { items, headers } = page(all, asked);
    return { status: 200, headers, body: { total_count: all.length, check_runs: items } };
  },

  'pulls/get'({ operation, world }) {
    const pull = world.pulls.find(({ number }) => number === Number(operation.parameters['pull_number']));
    if (!pull) throw new Refusal(404, 'Not Found');
    return ok(pullRequest(pull));
  },

  'issues/list-comments'(asked) {
    const on = threadOf(asked);
    const all = asked.world.comments.filter((comment) => comment.on === on);
    const { items, headers } = page(all, asked);
    return { status: 200, headers, body: items.map((comment) => issueComment(asked.world, comment)) };
  },

  'issues/create-comment'(asked) {
    const on = threadOf(asked);
    const { world } = asked;
    const id = 1 + Math.max(1000, ...world.comments.map((comment) => comment.id));
    const comment = { id, on, login: world.login, body: bodyOf(asked) };
    world.comments.push(comment);
    return { status: 201, headers: {}, body: issueComment(world, comment) };
  },

  'issues/update-comment'(asked) {
    const id = Number(asked.operation.parameters['comment_id']);
    const comment = asked.world.comments.find((entry) => entry.id === id);
    if (!comment) throw new Refusal(404, 'Not Found');
    comment.body = bodyOf(asked);
    return ok(issueComment(asked.world, comment));
  },
};

function ok(body: unknown): Answer {
  return { status: 200, body, headers: {} };
}

function bodyOf({ body }: Asked): string {
  const text = (body as { readonly body: string }).body;
  if (text.trim() === '') throw new Refusal(422, 'Validation Failed: body cannot be blank');
  if (text.length > 65_536)
    throw new Refusal(422, 'Validation Failed: body is too long (maximum is 65536 characters)');
  return text;
}

function threadOf({ operation, world }: Asked): number {
  const number = Number(operation.parameters['issue_number']);
  if (!world.issues.includes(number) && !world.pulls.some((pull) => pull.number === number)) {
    throw new Refusal(404, 'Not Found');
  }
  return number;
}

/** As GitHub pages: 30 unless told, 100 at most, and the way to the next page in a header. */
function page<T>(
  all: readonly T[],
  { query, request }: Asked,
): { readonly items: readonly T[]; readonly headers: Readonly<Record<string, string>> } {
  const size = Math.min(Number(query.get('per_page') ?? 30), 100);
  const number = Math.max(Number(query.get('page') ?? 1), 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const items = all.slice((number - 1) * size, number * size);
  if (number >= last) return { items, headers: {} };
  const link = (to: number, rel: string): string => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
    url.searchParams.set('page', String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  return { items, headers: { link: `${link(number + 1, 'next')}, ${link(last, 'last')}` } };
}

function git(world: World, ...args: readonly string[]): string | null {
  const cwd = join(world.gitRoot, world.owner, `${world.repo}.git`);
  const { status, stdout } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

function resolve(world: World, revision: string): string | null {
  return git(world, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
}

function parents(world: World, sha: string): readonly string[] {
  const [, ...names] = (git(world, 'rev-list', '--parents', '-n', '1', sha) ?? '').split(' ');
  return names;
}
