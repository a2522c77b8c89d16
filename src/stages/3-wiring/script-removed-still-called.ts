import { escapePattern } from '../../formats/escape-pattern.ts';
import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { Invocation, Script } from '../../system/facts.ts';
import { resolveCall, tasksNamed } from '../../system/tasks.ts';
import type { Change, Located } from '../../system/system.ts';
import type { ChangeRule, Confidence, Problem } from '../rule.ts';
import { movedTo } from './gone-path.ts';

type Call = Located<Invocation>;
type Task = Located<Script>;

interface Broken {
  readonly task: Task;
  readonly call: Call;
  readonly confidence: Confidence;
}

/** A named task is gone and something still calls it. */
export const scriptRemovedStillCalled: ChangeRule = {
  kind: 'change',
  id: 'script-removed-still-called',
  stage: 'wiring',
  severity: 'high',
  summary: 'A script, target or recipe is gone and something still calls it',
  assumption:
    'Assumes that nothing calls the removed task any more: no workflow, image, process or other task.',
  verify: 'Search the repository for the name; run each caller that is left once.',
  explanation: `Looks at scripts of \`package.json\`, targets of make and recipes of just, and at the calls of them in workflows,
Dockerfiles, compose and Kubernetes commands, Procfiles, makefiles, justfiles and other scripts. \`cd\`, working
directories, workspaces and filters are followed; a call that cannot be placed counts only when no file at all has a task
of that name left.

It stays silent for names with variables, for \`--if-present\`, for a call that a pattern rule, a computed target or an
included file may answer, for targets that are files, and where a package manager would run an executable of that name.`,
  check: (change): readonly Problem[] => {
    const names = removedNames(change);
    if (names.size === 0) return [];
    const calls = change.head
      .facts('invocation')
      .filter(({ runner, name }) => names.has(`${runner}\0${name}`));
    const groups = new Map<string, Broken[]>();
    for (const call of calls) {
      const broken = brokenCall(change, call);
      if (!broken) continue;
      const key = `${broken.task.file}\0${broken.task.runner}\0${broken.task.name}`;
      groups.set(key, [...(groups.get(key) ?? []), broken]);
    }
    return [...groups.values()].map((group) => problemOf(change, group));
  },
};

/** Runner and name of tasks that the same file, or what became of it, has no more. */
function removedNames(change: Change): ReadonlySet<string> {
  const left = new Set(
    change.head.facts('script').map(({ file, runner, name }) => `${file}\0${runner}\0${name}`),
  );
  return new Set(
    change.base.facts('script').flatMap(({ file, runner, name }) => {
      const now = change.head.tree.has(file) ? file : (movedTo(change, file) ?? file);
      return left.has(`${now}\0${runner}\0${name}`) ? [] : [`${runner}\0${name}`];
    }),
  );
}

function brokenCall({ base, head }: Change, call: Call): Broken | null {
  const before = resolveCall(base, call);
  const [task] = before === 'unknown' ? [] : before;
  if (!task) return null;
  const after = resolveCall(head, call);
  if (after === 'unknown' || head.unreadable.has(task.file)) return null;
  // An executable of that name is what the script stood for.
  if (call.shorthand && new RegExp(`(?:^|[\\s/])${escapePattern(call.name)}(?:\\s|$)`).test(task.text ?? ''))
    return null;
  // Yarn looks for names with a colon in every workspace.
  if (call.shorthand && call.name.includes(':') && tasksNamed(head, call.runner, call.name).length > 0)
    return null;
  const placed = call.directory !== null || call.package !== undefined;
  if (placed || after.length === 0) {
    if (after.length > 0) return null;
    return { task, call, confidence: placed && !call.shorthand ? 'certain' : 'likely' };
  }
  // In a container: the task of the folder that it is built from is gone, another folder has one of that name.
  const homes = new Set(before === 'unknown' ? [] : before.map(({ file }) => file));
  if (homes.size !== 1 || after.some(({ file }) => homes.has(file))) return null;
  return tasksNamed(base, call.runner, call.name).length === 1
    ? { task, call, confidence: 'possible' }
    : null;
}

const nouns: Readonly<Record<string, string>> = { make: 'target', just: 'recipe' };

/** Where a broken call is met first: what is deployed, then what checks it, then what people run. */
const order = ['dockerfile', 'procfile', 'kubernetes', 'compose', 'github-workflow', 'github-action'];

function problemOf(change: Change, group: readonly Broken[]): Problem {
  const rank = ({ call }: Broken): number => {
    const at = order.indexOf(change.head.files.get(call.file)?.format ?? '');
    return at === -1 ? order.length : at;
  };
  const [first, ...others] = [...group].sort((a, b) => rank(a) - rank(b)) as [Broken, ...Broken[]];
  const { task, call, confidence } = first;
  const noun: Text = [nouns[task.runner] ?? 'script'];
  const renamed = newName(change, task);
  const detail: Text[] = [
    ...(renamed === undefined ? [] : [text`The same command is now called ${code(renamed)}.`]),
    ...(others.length > 0 ? [text`${others.length} more ${others.length === 1 ? one : many} it.`] : []),
  ];
  return {
    subject: task.name,
    identity: [task.runner, task.file, task.name],
    confidence,
    title:
      call.file === task.file && call.unit !== undefined
        ? text`${code(call.unit)} of ${code(call.file)} calls the ${noun} ${code(task.name)}, which is gone`
        : text`${code(call.file)} calls the ${noun} ${code(task.name)}, which ${code(task.file)} no longer has`,
    assumption:
      confidence === 'possible'
        ? text`Assumes ${code(call.file)} means another ${noun} ${code(task.name)} than the one that is gone; does it?`
        : text`Assumes nothing calls the ${noun} ${code(task.name)} of ${code(task.file)} any more`,
    ...(detail.length > 0 ? { detail: detail.flat() } : {}),
    verify: text`Run ${code(`git grep -nw -e '${task.name}'`)} and start each caller that is left`,
    at: { path: call.file, line: call.line },
    atBase: { path: task.file, line: task.line },
    related: others.slice(0, 9).map((other) => ({
      path: other.call.file,
      line: other.call.line,
      side: 'head' as const,
      note: text`calls it too`,
    })),
  };
}

const one: Text = ['place calls'];
const many: Text = ['places call'];

/** A task of the same file that is new and does the same. */
function newName({ base, head }: Change, task: Task): string | undefined {
  if (task.text === undefined) return undefined;
  const before = new Set(
    base
      .facts('script')
      .filter(({ file }) => file === task.file)
      .map(({ name }) => name),
  );
  return head
    .facts('script')
    .find((other) => other.file === task.file && other.text === task.text && !before.has(other.name))?.name;
}
