import type { Action, Declaration, Fact, ImageBuild } from '../../system/facts.ts';
import { parseImageReference } from '../image-reference.ts';
import { get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { joinPath } from '../paths.ts';
import { shellFacts } from '../shell-facts.ts';
import { readEnvironment, readHandedOn } from './environment.ts';
import { matrixFills } from './matrix.ts';
import { readRuntimes } from './runtimes.ts';
import { inRepository, runDefault } from './scope.ts';
import type { JobScope } from './scope.ts';

/** What one step says. Reads in expressions are found for the whole job at once. */
export function readStep(step: Node, outer: JobScope): readonly Fact[] {
  const env = get(step, 'env');
  const scope = { ...outer, environments: [env, ...outer.environments] };
  return [
    ...readEnvironment(env, scope.unit, 'step'),
    ...readUses(get(step, 'uses'), scope),
    ...readSetUp(step, scope),
    ...readRun(step, scope),
  ];
}

/** `uses:` of a step or a job. */
export function readUses(node: Node | undefined, scope: JobScope): readonly Fact[] {
  const written = textOf(node);
  if (!node || written === undefined || written.includes('${{')) return [];
  if (written.startsWith('docker://')) {
    const reference = parseImageReference(written.slice('docker://'.length));
    return reference ? [{ kind: 'image', line: node.line, unit: scope.unit, ...reference, role: 'run' }] : [];
  }
  const [name = '', ref] = written.split('@', 2);
  const comment = /\s#\s*(\S[^\r\n]{0,200})/.exec(scope.texts.line(node.line))?.[1]?.trim();
  const action: Action = { kind: 'action', line: node.line, name, ref: ref ?? null, unit: scope.unit };
  return [comment === undefined ? action : { ...action, comment }];
}

function readSetUp(step: Node, scope: JobScope): readonly Fact[] {
  const action = (textOf(get(step, 'uses')) ?? '').split('@', 1)[0] ?? '';
  if (action === 'docker/build-push-action') return readImageBuilds(step, scope);
  if (action === 'aws-actions/amazon-ecs-render-task-definition') return readTaskVariables(step);
  return readRuntimes(action, step, scope);
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

/** Its `file` is seen from the workspace, not from the context. Without `context` it builds the commit as GitHub has it. */
function readImageBuilds(step: Node, scope: JobScope): readonly ImageBuild[] {
  const inputs = ['context', 'file', 'target'].map((key) => textOf(get(step, 'with', key)));
  const written = textOf(get(step, 'with', 'tags')) ?? '';
  const named = /\bsteps\.[\w-]+\.outputs\.(?:tags|json)/.test(written) ? (scope.images ?? '') : written;
  // Expressions of other things than the matrix stay marks in the name.
  const all = [...inputs, named.replace(/\$\{\{(?!\s*matrix\.)[^}]*\}\}/g, '$x')];
  return matrixFills(all, scope.matrix).flatMap(
    ([stated = '.', file, target, tagged]): readonly ImageBuild[] => {
      const sub = /^\{\{defaultContext\}\}(?::(.*))?$/.exec(stated);
      const context = inRepository(scope, sub ? (sub[1] ?? '.') : stated);
      if (context === null) return [];
      const dockerfile = file === undefined ? joinPath(context, 'Dockerfile') : inRepository(scope, file);
      if (dockerfile === null) return [];
      const chosen = target === undefined || target === '' || target.includes('$') ? {} : { target };
      const tags = (tagged ?? '')
        .split(/[\s,]+/)
        .flatMap((tag) => parseImageReference(tag)?.repository ?? []);
      const made = tags.length > 0 ? { tags: [...new Set(tags)] } : {};
      return [
        { kind: 'image-build', line: step.line, context, dockerfile, ...chosen, ...made, unit: scope.unit },
      ];
    },
  );
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
  return [...handedOn, ...shellFacts(text, { ...place, directory, unit: scope.unit })];
}

/** An action names files of its own by its path. */
function withActionPath(text: string, folder: string | undefined): string {
  if (folder === undefined) return text;
  return text.replace(/\$\{\{\s*github\.action_path\s*\}\}|\$\{?GITHUB_ACTION_PATH\b\}?/g, `./${folder}`);
}
