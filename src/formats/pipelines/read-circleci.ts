import type { Fact } from '../../system/facts.ts';
import { BlockTexts } from '../block-text.ts';
import type { Reading, SourceFile } from '../format.ts';
import { entries, get, items, textOf, textsOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';
import { joinPath } from '../paths.ts';
import { imageOf, inOrder, pipelineOf, scriptFacts, variablesOf } from './facts.ts';

/** Jobs, executors and commands as units; a workflow says which context a job gets and what it waits for. */
export function readCircleCi({ text }: SourceFile): Reading {
  // A parameter's value is not in the file; a shell would take its mark for a here document.
  const source = text.replace(/<<\s{0,9}[\w.-]{1,100}\s{0,9}>>/g, (mark) => '$PARAMETER'.padEnd(mark.length));
  const root = pipelineOf(source);
  if (!root) return { facts: [] };
  const texts = new BlockTexts(source);
  return { facts: inOrder(readAll()) };

  function* readAll(): Generator<Fact> {
    const contexts = contextsOf(get(root, 'workflows'));
    for (const kind of ['executors', 'commands', 'jobs'])
      for (const entry of entries(get(root, kind))) yield* unitFacts(entry, texts, contexts);
    for (const { node: workflow } of entries(get(root, 'workflows')))
      for (const item of items(get(workflow, 'jobs')))
        for (const { key, node } of entries(item))
          for (const { text: to, line } of textsOf(get(node, 'requires')))
            yield { kind: 'edge', line, from: key, to, condition: 'completed', required: true };
  }
}

type Contexts = ReadonlyMap<string, readonly string[]>;

function contextsOf(workflows: Node | undefined): Contexts {
  const found = new Map<string, string[]>();
  for (const { node: workflow } of entries(workflows))
    for (const item of items(get(workflow, 'jobs')))
      for (const { key, node } of entries(item))
        for (const { text } of textsOf(get(node, 'context')))
          found.set(key, [...(found.get(key) ?? []), `the context ${text}`]);
  return found;
}

function* unitFacts(
  { key: unit, line, node }: MapEntry,
  texts: BlockTexts,
  contexts: Contexts,
): Generator<Fact> {
  const open = ['the variables of the project', ...new Set(contexts.get(unit) ?? [])];
  yield { kind: 'unit', line, name: unit, type: 'workflow-job', open };
  yield* variablesOf(get(node, 'environment'), unit);
  // The first image is what the steps run in, the others are services beside it.
  for (const [index, container] of items(get(node, 'docker')).entries()) {
    const name = textOf(get(container, 'name')) ?? String(index);
    const own = index === 0 ? unit : `${unit}/${name}`;
    yield* imageOf(get(container, 'image'), own, index === 0 ? 'run' : 'ci-service');
    yield* variablesOf(get(container, 'environment'), own);
  }
  const start = folderOf(textOf(get(node, 'working_directory')), '');
  for (const step of items(get(node, 'steps'))) {
    for (const inner of [
      step,
      ...items(get(step, 'when', 'steps')),
      ...items(get(step, 'unless', 'steps')),
    ]) {
      const run = get(inner, 'run');
      yield* variablesOf(get(run, 'environment'), unit);
      const command = run?.kind === 'scalar' ? run : get(run, 'command');
      if (command)
        yield* scriptFacts([command], texts, unit, folderOf(textOf(get(run, 'working_directory')), start));
    }
  }
}

/** `~/project` and `~/repo` are where the checkout lies, whatever a job calls it. */
function folderOf(written: string | undefined, start: string | null): string | null {
  if (written === undefined) return start;
  const home = /^(?:~|\/home\/circleci)\/[^/]+(?:\/(.*))?$/.exec(written);
  if (home) return joinPath('', home[1] ?? '.');
  return written.includes('$') || written.startsWith('/') ? null : joinPath(start, written);
}
