import type { Fact } from '../../system/facts.ts';
import { BlockTexts } from '../block-text.ts';
import type { Reading, SourceFile } from '../format.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';
import { imageOf, inOrder, pipelineOf, scriptFacts, variablesOf } from './facts.ts';

/** Keys at the top that are no jobs. */
const reserved = new Set(
  'stages variables include default workflow image services cache before_script after_script spec'.split(' '),
);

/** Jobs, hidden ones too, as units: what they set, run, call and wait for. */
export function readGitLab({ text }: SourceFile): Reading {
  const root = pipelineOf(text);
  if (!root) return { facts: [] };
  const texts = new BlockTexts(text);
  const common = get(root, 'default') ?? root;
  return { facts: inOrder(readAll()) };

  function* readAll(): Generator<Fact> {
    yield* variablesOf(get(root, 'variables'));
    for (const block of new Set([root, common])) {
      yield* imageOf(imageNode(get(block, 'image')), 'default', 'run');
      yield* servicesOf(get(block, 'services'), 'default');
      yield* scriptFacts(commandsOf(get(block, 'before_script')), texts, 'default');
    }
    for (const job of entries(root))
      if (!reserved.has(job.key) && job.node.kind === 'map') yield* jobFacts(job, texts);
  }
}

function* jobFacts({ key: unit, line, node: job }: MapEntry, texts: BlockTexts): Generator<Fact> {
  // The project's and the group's own variables are nowhere in the repository.
  yield { kind: 'unit', line, name: unit, type: 'workflow-job', open: ['the variables of the project'] };
  yield* variablesOf(get(job, 'variables'), unit);
  for (const rule of items(get(job, 'rules'))) yield* variablesOf(get(rule, 'variables'), unit);
  yield* imageOf(imageNode(get(job, 'image')), unit, 'run');
  yield* servicesOf(get(job, 'services'), unit);
  for (const need of items(get(job, 'needs'))) {
    const to = textOf(need) ?? textOf(get(need, 'job'));
    const required = textOf(get(need, 'optional')) !== 'true';
    if (to !== undefined && textOf(get(need, 'project')) === undefined)
      yield { kind: 'edge', line: need.line, from: unit, to, condition: 'completed', required };
  }
  const before = commandsOf(get(job, 'before_script'));
  yield* scriptFacts([...before, ...commandsOf(get(job, 'script'))], texts, unit);
  yield* scriptFacts(commandsOf(get(job, 'after_script')), texts, unit);
}

function imageNode(image: Node | undefined): Node | undefined {
  return get(image, 'name') ?? image;
}

function* servicesOf(services: Node | undefined, job: string): Generator<Fact> {
  for (const service of items(services)) {
    const name = imageNode(service);
    const image = (textOf(name) ?? '').replace(/[:@].*$/, '');
    const unit = `${job}/${textOf(get(service, 'alias')) ?? image.slice(image.lastIndexOf('/') + 1)}`;
    yield* imageOf(name, unit, 'ci-service');
    yield* variablesOf(get(service, 'variables'), unit);
  }
}

/** A command, a list of them, or lists in the list, as anchors make them; `!reference` names commands elsewhere. */
function commandsOf(node: Node | undefined): readonly Node[] {
  if (node?.kind === 'scalar') return [node];
  return items(node).flatMap((item) => {
    if (item.kind === 'scalar') return [item];
    return item.kind === 'list' && item.tag === undefined
      ? item.items.filter(({ kind }) => kind === 'scalar')
      : [];
  });
}
