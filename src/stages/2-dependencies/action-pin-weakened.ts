import { code, list, text } from '../../report/text.ts';
import type { Action } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A step runs whatever a name points at tomorrow, where it ran one commit. */
export const actionPinWeakened: ChangeRule = {
  kind: 'change',
  id: 'action-pin-weakened',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A GitHub Action is no longer pinned to a commit, or went from a version to a branch',
  assumption: 'Assumes that the step goes on running the code that was reviewed.',
  verify: 'Ask for the commit behind the name: `gh api repos/OWNER/REPO/git/ref/tags/TAG`.',
  explanation: `Compares \`uses:\` of workflows and composite actions, file by file and action by action. It fires when a full
commit gives way to a tag or branch, when a version (\`v4\`, \`v4.1.0\`) gives way to a branch, and asks when the commit
changed and the version in the comment beside it did not.

It stays silent for new steps, for other actions, for actions of the same repository, and where another step of the file
used the action in that way before.

Severity: high where a commit was given up, medium otherwise. The same step in several places is one finding, and so
are actions of one owner that go from commits to one ref.`,
  check: (change) =>
    groupBy(
      change.files.flatMap(({ path, from }) => weakenedIn(change, path, from ?? path)),
      ({ now, how }) =>
        [now.name.split('/', 1)[0], how === 'commit given up' ? now.ref : now.name, how].join('\0'),
    ).map(problemOf),
};

type How = 'commit given up' | 'version given up' | 'comment kept';

interface Weakened {
  readonly old: Located<Action>;
  readonly now: Located<Action>;
  readonly how: How;
}

function weakenedIn({ base, head }: Change, path: string, before: string): readonly Weakened[] {
  const known = actionsIn(base, before);
  return actionsIn(head, path).flatMap((now): readonly Weakened[] => {
    const alike = known.filter(({ name }) => name === now.name);
    if (alike.length === 0 || alike.some(({ ref }) => ref === now.ref)) return [];
    // Steps have no names to pair them by: what all of them had is what this one had.
    const hows = new Set(alike.map((old) => howOf(old, now)));
    const [how] = hows;
    const [old] = alike;
    return hows.size === 1 && how && old ? [{ old, now, how }] : [];
  });
}

function actionsIn(system: System, path: string): readonly Located<Action>[] {
  return system.facts('action').filter(({ file, name }) => file === path && !name.startsWith('.'));
}

function howOf(old: Action, now: Action): How | null {
  if (isCommit(old)) {
    if (!isCommit(now)) return 'commit given up';
    const [was, is] = [versionIn(old), versionIn(now)];
    return was !== undefined && was === is ? 'comment kept' : null;
  }
  return isVersion(old) && !isVersion(now) && !isCommit(now) ? 'version given up' : null;
}

function isCommit({ ref }: Action): boolean {
  return /^[0-9a-f]{40}$/i.test(ref ?? '');
}

function isVersion({ ref }: Action): boolean {
  return /^v?\d/.test(ref ?? '');
}

/** A whole version: `v4` beside a commit goes on being right. */
function versionIn({ comment }: Action): string | undefined {
  return /^(?:tag[:=]\s*|pin@)?(v?\d+\.\d+\.\d+\S*)$/.exec(comment ?? '')?.[1];
}

function problemOf(group: readonly [Weakened, ...Weakened[]]): Problem {
  const [{ old, now, how }] = group;
  const names = [...new Set(group.map((each) => each.now.name))];
  const name = list(names, 3);
  const is = names.length === 1 ? ['is'] : ['are'];
  const ref = code(now.ref ?? 'no ref');
  const isQuestion = how === 'comment kept';
  return {
    subject: names.length === 1 ? now.name : (now.name.split('/', 1)[0] ?? now.name),
    identity: [...names.toSorted(), now.ref ?? '', ...new Set(group.map((each) => each.now.file).toSorted())],
    severity: how === 'commit given up' ? 'high' : 'medium',
    confidence: isQuestion ? 'possible' : 'certain',
    title: isQuestion
      ? text`${name} moved to another commit, and the comment still says ${code(versionIn(now) ?? '')}`
      : how === 'commit given up'
        ? text`${name} ${is} no longer pinned to a commit, but to ${ref}`
        : text`${name} goes from the version ${code(old.ref ?? '')} to ${ref}`,
    assumption: isQuestion
      ? text`Assumes the commit of ${name} is that of ${code(versionIn(now) ?? '')}; is it?`
      : text`Assumes ${ref} of ${name} is the same code tomorrow`,
    verify: text`Compare the commit with the one behind the tag: ${code(`gh api repos/${repositoryOf(now)}/git/ref/tags/${isQuestion ? (versionIn(now) ?? '') : (now.ref ?? '')}`)}`,
    at: placeOf(now),
    atBase: placeOf(old),
    related: group.slice(1, 6).map((each) => ({ ...placeOf(each.now), side: 'head', note: text`here too` })),
  };
}

/** `owner/repo` of `owner/repo/folder`. */
function repositoryOf({ name }: Action): string {
  return name.split('/').slice(0, 2).join('/');
}
