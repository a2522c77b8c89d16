import { fromEvent } from '../../src/comparison/from-event.ts';
import type { EventContext } from '../../src/comparison/from-event.ts';
import { resolvePlan } from '../../src/comparison/plan.ts';
import type { CommitLookup } from '../../src/comparison/plan.ts';
import { examplePayload } from '../e2e/stand-in/events.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
  string,
];
const none = '0'.repeat(40);

/** Knows the commits a to d, the branch `main` at b, and c as everybody's merge base. */
const lookup: CommitLookup = {
  commit: (name) => Promise.resolve([a, b, c, d].includes(name) ? name : name === 'v1' ? c : null),
  branch: (name) => Promise.resolve(name === 'main' ? b : null),
  mergeBase: (one) => Promise.resolve(one === d ? null : c),
  firstParent: () => Promise.resolve(d),
};

function context(name: string, payload: unknown, more: Partial<EventContext> = {}): EventContext {
  return { name, payload, sha: a, good: '', bad: '', ...more };
}

function pull(head: object, base: object) {
  const repo = { full_name: 'acme/shop' };
  const pull_request = {
    number: 7,
    head: { sha: a, ref: 'feature', repo, ...head },
    base: { sha: d, ref: 'main', repo, ...base },
  };
  return context('pull_request', { pull_request });
}

function push(more: object) {
  return context('push', {
    ref: 'refs/heads/feature',
    before: b,
    after: a,
    deleted: false,
    forced: false,
    head_commit: { id: a },
    repository: { default_branch: 'main' },
    ...more,
  });
}

const dispatch = (inputs: object | null, more: Partial<EventContext> = {}): EventContext =>
  context('workflow_dispatch', { inputs, repository: { default_branch: 'main' } }, more);

async function outcome(event: EventContext): Promise<string> {
  const { plan } = fromEvent(event);
  if (plan.kind === 'nothing') return plan.because;
  const { base, head, baseIs } = await resolvePlan(plan, lookup);
  return `${base?.[0]}..${head[0]} ${baseIs}`;
}

test.each<[string, EventContext, string]>([
  ['pull request', pull({}, {}), 'c..a merge base of main and feature'],
  ['base branch gone', pull({}, { ref: 'old', sha: b }), 'c..a merge base of old and feature'],
  [
    'no common ancestor',
    pull({}, { ref: 'old' }),
    'd..a old itself, which has no common ancestor with feature',
  ],
  ['odd branch name', pull({ ref: '`x`<b>@team' }, {}), 'c..a merge base of main and the head branch'],
  ['push', push({}), 'b..a what feature was before the push'],
  ['force push', push({ forced: true }), 'b..a what feature was before the force push'],
  [
    'force push, old commit gone',
    push({ before: 'e'.repeat(40), forced: true }),
    'c..a merge base of main and feature',
  ],
  [
    'the same on the default branch',
    push({ ref: 'refs/heads/main', before: 'e'.repeat(40), forced: true }),
    'd..a first parent of the pushed commit; what the branch was before is gone',
  ],
  ['new branch', push({ before: none }), 'c..a merge base of main and feature'],
  [
    'annotated tag',
    push({ ref: 'refs/tags/v2', before: none, after: 'f'.repeat(40) }),
    'c..a merge base of main and v2',
  ],
  ['deleted branch', push({ after: none, deleted: true, head_commit: null }), 'feature was deleted'],
  ['dispatch', dispatch(null), 'c..a merge base of main and the dispatched commit'],
  ['dispatch form', dispatch({ good: ' v1 ', bad: b }), 'c..b given as good'],
  ['inputs win over the form', dispatch({ good: 'v1' }, { good: d, bad: b }), 'd..b given as good'],
  [
    'another event with good',
    context('schedule', { repository: { default_branch: 'main' } }, { good: 'v1' }),
    'c..a given as good',
  ],
])('%s', async (_, event, expected) => {
  expect(await outcome(event)).toBe(expected);
});

test.each<[string, EventContext, string]>([
  ['an event without commits', context('schedule', {}), 'does not say which two commits'],
  ['a payload of another shape', context('pull_request', { number: 7 }), '(pull_request)'],
  ['a commit that is an option', pull({ sha: '--upload-pack=x' }, {}), 'pull_request.head.sha'],
  ['no payload', context('push', null), 'not as GitHub describes it'],
  ['an unknown head', dispatch({ bad: 'nope' }), 'nope, is not known'],
  ['an unknown good', dispatch({ good: 'nope' }), 'given as good is not known'],
  ['good and bad the same', dispatch({ good: b, bad: b }), 'nothing to compare'],
])('%s is refused with a remedy', async (_, event, words) => {
  const refused = await outcome(event).catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'UserError', message: expect.stringContaining(words) as string });
  expect(refused).toHaveProperty('remedy');
});

test('a pull request is from a fork when its head is elsewhere, or gone', () => {
  expect(fromEvent(pull({}, {})).pullRequest).toEqual({ number: 7, head: a, fromFork: false });
  expect(fromEvent(pull({ repo: { full_name: 'mallory/shop' } }, {})).pullRequest?.fromFork).toBe(true);
  expect(fromEvent(pull({ repo: null }, {})).pullRequest?.fromFork).toBe(true);
});

test.each(['pull_request', 'merge_group', 'push', 'workflow_dispatch'])(
  'takes what GitHub sends for %s',
  (name) => {
    const { plan } = fromEvent(context(name, examplePayload(name)));
    expect(plan.kind).toBe('compare');
  },
);
