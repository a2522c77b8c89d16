import type { Fact } from '../../system/facts.ts';
import { BlockTexts } from '../block-text.ts';
import type { Reading, SourceFile } from '../format.ts';
import { get, items, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { joinPath } from '../paths.ts';
import { variableName } from '../tree-sitter/naming.ts';
import { imageOf, inOrder, pipelineOf, scriptFacts, variable, variablesOf } from './facts.ts';

/** Jobs as units; steps at the top are a job called `job`. */
export function readAzure({ text }: SourceFile): Reading {
  const root = pipelineOf(text);
  if (!root) return { facts: [] };
  const texts = new BlockTexts(text);
  return { facts: inOrder(readAll()) };

  function* readAll(): Generator<Fact> {
    yield* variables(get(root, 'variables'), undefined);
    for (const container of items(get(root, 'resources', 'containers')))
      yield* imageOf(
        get(container, 'image'),
        textOf(get(container, 'container')) ?? 'container',
        'ci-service',
      );
    if (root && get(root, 'steps')) yield* jobFacts(root, 'job', texts);
    yield* jobsOf(get(root, 'jobs'), texts);
    for (const stage of items(get(root, 'stages'))) {
      yield* variables(get(stage, 'variables'), undefined);
      yield* jobsOf(get(stage, 'jobs'), texts);
    }
  }
}

function* jobsOf(jobs: Node | undefined, texts: BlockTexts): Generator<Fact> {
  for (const job of items(jobs)) {
    const unit = textOf(get(job, 'job')) ?? textOf(get(job, 'deployment'));
    if (unit === undefined) continue;
    for (const { text: to, line } of textsOf(get(job, 'dependsOn')))
      yield { kind: 'edge', line, from: unit, to, condition: 'completed', required: true };
    yield* jobFacts(job, unit, texts);
  }
}

function* jobFacts(job: Node, unit: string, texts: BlockTexts): Generator<Fact> {
  // Variable groups and what is set for the pipeline itself are nowhere in the repository.
  yield {
    kind: 'unit',
    line: job.line,
    name: unit,
    type: 'workflow-job',
    open: ['the variables of the pipeline'],
  };
  // At the top they are everybody's, and told already.
  if (unit !== 'job') yield* variables(get(job, 'variables'), unit);
  const container = get(job, 'container');
  const image = container?.kind === 'map' ? get(container, 'image') : container;
  // A name without a slash or tag is one of `resources.containers`.
  if (/[/:]/.test(textOf(image) ?? '')) yield* imageOf(image, unit, 'run');
  const deploy = get(job, 'strategy', 'runOnce', 'deploy', 'steps');
  for (const step of [...items(get(job, 'steps')), ...items(deploy)]) {
    yield* variablesOf(get(step, 'env'), unit);
    const script = ['script', 'bash', 'pwsh', 'powershell'].flatMap((key) => get(step, key) ?? []);
    const folder = textOf(get(step, 'workingDirectory')) ?? '.';
    yield* scriptFacts(script, texts, unit, inCheckout(folder));
  }
}

/** `$(Build.SourcesDirectory)` is the checkout, and where scripts start. */
function inCheckout(folder: string): string | null {
  const path = folder.replace(/^\$\((?:Build\.SourcesDirectory|System\.DefaultWorkingDirectory)\)\/?/, './');
  return path.includes('$') || path.startsWith('/') ? null : joinPath('', path);
}

/** A mapping, or a list of `{name, value}`; groups and templates say nothing here. */
function* variables(node: Node | undefined, unit: string | undefined): Generator<Fact> {
  yield* variablesOf(node, unit);
  for (const item of items(node)) {
    const name = textOf(get(item, 'name'));
    if (name === undefined || !variableName.test(name)) continue;
    yield variable(name, item.line, textOf(get(item, 'value')) ?? '', unit);
  }
}
