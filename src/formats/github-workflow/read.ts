import type { Edge, Fact } from '../../system/facts.ts';
import { BlockTexts } from '../block-text.ts';
import { Unreadable } from '../format.ts';
import type { PartialGap, Reading, SourceFile } from '../format.ts';
import { entries, get, items, textOf, textsOf } from '../node.ts';
import type { MapEntry, MapNode, Node } from '../node.ts';
import { folderOf } from '../paths.ts';
import { readYaml } from '../yaml.ts';
import { readCall, readInterface } from './calls.ts';
import { readEnvironment } from './environment.ts';
import { readsIn } from './expressions.ts';
import { defaultInputs } from './given-inputs.ts';
import { readImageBuilds } from './image-builds.ts';
import { checkoutFolder } from './scope.ts';
import type { JobScope } from './scope.ts';
import { readJobContainer, readServices } from './services.ts';
import { stepOutputs } from './step-outputs.ts';
import { readStep, readUses } from './steps.ts';

/** Far above any file a person wrote; jobs that share blocks through aliases can multiply without end. */
const mostFacts = 50_000;

/** Jobs as units, with what they set, read, use, run and wait for. */
export function readWorkflow({ text }: SourceFile): Reading {
  const root = mapping(text, 'A workflow');
  if (!root) return { facts: [] };
  const texts = new BlockTexts(text);
  const facts: Fact[] = [...readEnvironment(get(root, 'env'), undefined)];
  const own = readInterface(root);
  if (own) facts.push(own);
  const gaps: PartialGap[] = [];
  for (const { key, node } of entries(root)) {
    if (key !== 'jobs') for (const read of readsIn(node, texts, undefined)) facts.push(read);
  }
  for (const job of entries(get(root, 'jobs'))) {
    if (job.node.kind === 'map')
      for (const fact of [...readCall(job), ...readJob(job, root, texts)]) facts.push(fact);
    else gaps.push({ reason: 'unparsable', detail: `The job at line ${job.line} is not a mapping` });
    if (facts.length > mostFacts) throw new Unreadable('too-large', 'Its jobs repeat too much of each other');
  }
  return { facts: facts.sort((a, b) => a.line - b.line), gaps };
}

function readJob({ key: unit, line, node: job }: MapEntry, root: Node, texts: BlockTexts): readonly Fact[] {
  const env = get(job, 'env');
  const steps = get(job, 'steps');
  const scope = jobScope(unit, job, root, texts);
  return [
    // Its actions and scripts add to the environment as they like.
    { kind: 'unit', line, name: unit, type: 'workflow-job', open: ['the steps of the job'] },
    ...readEnvironment(env, unit),
    ...textsOf(get(job, 'needs')).map((need): Edge => {
      return {
        kind: 'edge',
        line: need.line,
        from: unit,
        to: need.text,
        condition: 'completed',
        required: true,
      };
    }),
    ...readJobContainer(get(job, 'container'), unit),
    ...readServices(get(job, 'services'), unit),
    ...readUses(job, scope),
    ...readImageBuilds(job, scope),
    ...items(steps).flatMap((step) => readStep(step, scope)),
    ...readsIn(job, texts, unit),
  ];
}

function jobScope(unit: string, job: Node, root: Node, texts: BlockTexts): JobScope {
  const steps = get(job, 'steps');
  return {
    unit,
    texts,
    environments: [get(job, 'env'), get(root, 'env')],
    matrix: get(job, 'strategy', 'matrix'),
    defaults: [get(job, 'defaults', 'run'), get(root, 'defaults', 'run')],
    checkout: checkoutFolder(steps),
    outputs: stepOutputs(steps),
    jobs: (name) => {
      const other = get(root, 'jobs', name);
      return other && { outputs: get(other, 'outputs'), scope: jobScope(name, other, root, texts) };
    },
    inputs: defaultInputs(get(get(root, 'on') ?? get(root, 'true'), 'workflow_call', 'inputs')),
  };
}

/** A composite action is one unit called `composite`; a JavaScript action promises the files it starts with. */
export function readAction({ path, text }: SourceFile): Reading {
  const root = mapping(text, 'An action');
  const runs = get(root, 'runs');
  if (!root || !runs) return { facts: [] };
  const texts = new BlockTexts(text);
  const folder = folderOf(path);
  const unit = 'composite';
  const scope: JobScope = {
    unit,
    texts,
    environments: [],
    matrix: undefined,
    defaults: [],
    checkout: '',
    outputs: stepOutputs(get(runs, 'steps')),
    inputs: defaultInputs(get(root, 'inputs')),
    actionFolder: folder,
  };
  const facts: Fact[] = ['pre', 'main', 'post'].flatMap((key): readonly Fact[] => {
    const node = get(runs, key);
    const file = textOf(node);
    if (!node || file === undefined) return [];
    const command = {
      kind: 'command',
      line: node.line,
      unit: key,
      role: 'entrypoint',
      shell: false,
    } as const;
    return [{ ...command, argv: ['node', file], directory: folder }];
  });
  const steps = items(get(runs, 'steps'));
  if (steps.length > 0) {
    const { line } = runs;
    facts.push({ kind: 'unit', line, name: unit, type: 'workflow-job', open: ['the job that uses it'] });
    facts.push(...steps.flatMap((step) => readStep(step, scope)), ...readsIn(runs, texts, unit));
  }
  return { facts: facts.sort((a, b) => a.line - b.line) };
}

function mapping(text: string, what: string): MapNode | undefined {
  const [root] = readYaml(text);
  if (!root || (root.kind === 'scalar' && root.value === null)) return undefined;
  if (root.kind !== 'map') throw new Unreadable('unparsable', `${what} is a mapping`);
  return root;
}
