import type { Action, Declaration, Fact } from '../../system/facts.ts';
import { parseImageReference } from '../image-reference.ts';
import { get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { shellFacts } from '../shell-facts.ts';
import { readEnvironment, readHandedOn } from './environment.ts';
import { givenInputs } from './given-inputs.ts';
import { readImageBuilds } from './image-builds.ts';
import { withVariables } from './tag-variables.ts';
import { readRuntimes } from './runtimes.ts';
import { inRepository, runDefault } from './scope.ts';
import type { JobScope } from './scope.ts';

/** What one step says. Reads in expressions are found for the whole job at once. */
export function readStep(step: Node, outer: JobScope): readonly Fact[] {
  const env = get(step, 'env');
  const scope = { ...outer, environments: [env, ...outer.environments] };
  return [
    ...readEnvironment(env, scope.unit, 'step'),
    ...readUses(step, scope),
    ...readSetUp(step, scope),
    ...readRun(step, scope),
  ];
}

/** `uses:` of a step or a job, with what it is given. */
export function readUses(user: Node, scope: JobScope): readonly Fact[] {
  const node = get(user, 'uses');
  const written = textOf(node);
  if (!node || written === undefined || written.includes('${{')) return [];
  if (written.startsWith('docker://')) {
    const reference = parseImageReference(written.slice('docker://'.length));
    return reference ? [{ kind: 'image', line: node.line, unit: scope.unit, ...reference, role: 'run' }] : [];
  }
  const [name = '', ref] = written.split('@', 2);
  const comment = /\s#\s*(\S[^\r\n]{0,200})/.exec(scope.texts.line(node.line))?.[1]?.trim();
  const inputs = name.startsWith('./') ? givenInputs(get(user, 'with'), scope) : [];
  const given = inputs.length > 0 ? { inputs } : {};
  const action: Action = {
    kind: 'action',
    line: node.line,
    name,
    ref: ref ?? null,
    unit: scope.unit,
    ...given,
  };
  return [comment === undefined ? action : { ...action, comment }];
}

function readSetUp(step: Node, scope: JobScope): readonly Fact[] {
  const action = (textOf(get(step, 'uses')) ?? '').split('@', 1)[0] ?? '';
  if (action === 'aws-actions/amazon-ecs-render-task-definition') return readTaskVariables(step);
  return [...readImageBuilds(step, scope), ...readRuntimes(action, step, scope)];
}

/** `NAME=value` a line, which the action writes into the task definition: for the container, not for the job. */
function readTaskVariables(step: Node): readonly Declaration[] {
  const inputs = ['environment-variables', 'secrets'] as const;
  return inputs.flatMap((key) => {
    const node = get(step, 'with', key);
    const lines = textOf(node)?.split('\n') ?? [];
    return lines.flatMap((text): readonly Declaration[] => {
      const name = /^\s*([A-Za-z_]\w*)=/.exec(text)?.[1];
      const from = key === 'secrets' ? 'secret' : 'expression';
      return node && name !== undefined
        ? [{ kind: 'declaration', name, role: 'supplied', phase: 'run', from, line: node.line }]
        : [];
    });
  });
}

function readRun(step: Node, scope: JobScope): readonly Fact[] {
  const run = get(step, 'run');
  if (run?.kind !== 'scalar') return [];
  const place = scope.texts.placeOf(run);
  const handedOn = readHandedOn(run.text, place, scope.unit);
  const shell = textOf(get(step, 'shell') ?? runDefault(scope, 'shell')) ?? 'bash';
  if (!/^(?:ba|z)?sh\b|^pwsh\b|^powershell\b|^cmd\b/.test(shell)) return handedOn;
  const folder = textOf(get(step, 'working-directory') ?? runDefault(scope, 'working-directory')) ?? '.';
  const directory = inRepository(scope, folder);
  const text = directory === '' ? withActionPath(run.text, scope.actionFolder) : run.text;
  const facts = shellFacts(text, { ...place, directory, unit: scope.unit });
  return [...handedOn, ...facts.flatMap((fact) => withVariables(fact, scope))];
}

/** An action names files of its own by its path. */
function withActionPath(text: string, folder: string | undefined): string {
  if (folder === undefined) return text;
  return text.replace(/\$\{\{\s*github\.action_path\s*\}\}|\$\{?GITHUB_ACTION_PATH\b\}?/g, `./${folder}`);
}
