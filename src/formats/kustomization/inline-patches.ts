import type { Fact } from '../../system/facts.ts';
import type { BlockTexts } from '../block-text.ts';
import { Unreadable } from '../format.ts';
import { readVariable } from '../kubernetes/environment.ts';
import { objectsOf } from '../kubernetes/object.ts';
import { readObject } from '../kubernetes/read.ts';
import { get, items, textOf } from '../node.ts';
import type { Node, ScalarNode } from '../node.ts';
import { readYaml } from '../yaml.ts';

/** Texts of patches that stand in the kustomization itself. */
export function inlinePatches(root: Node): readonly ScalarNode[] {
  const patches = ['patches', 'patchesJson6902'].flatMap((key) =>
    items(get(root, key)).map((item) => get(item, 'patch')),
  );
  const merges = items(get(root, 'patchesStrategicMerge')).filter((item) => textOf(item)?.includes('\n'));
  return [...patches, ...merges].filter(
    (node): node is ScalarNode => node?.kind === 'scalar' && node.value !== null,
  );
}

/** What a patch states: a part of an object, or operations that set variables. Undefined when it is no YAML. */
export function readInlinePatch(patch: ScalarNode, texts: BlockTexts): readonly Fact[] | undefined {
  const { line, folded } = texts.placeOf(patch);
  const documents = parsed(patch.text);
  const facts = documents?.flatMap((document) =>
    document.kind === 'list' ? document.items.flatMap(setVariables) : objectsOf(document).flatMap(readObject),
  );
  return facts?.map((fact) => {
    const placed = { ...fact, line: folded ? line : line + fact.line - 1 };
    // Only a part of the object is here.
    return placed.kind === 'config-object' ? { ...placed, open: true } : placed;
  });
}

function parsed(text: string): readonly Node[] | undefined {
  try {
    return readYaml(text);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** `{op: add, path: …/env/-, value: {name, value}}`, or a whole list at `…/env`. */
function setVariables(operation: Node): readonly Fact[] {
  const path = textOf(get(operation, 'path')) ?? '';
  const value = get(operation, 'value');
  if (!value || !/\/env(?:\/(?:-|\d+))?$/.test(path)) return [];
  return (value.kind === 'list' ? value.items : [value]).flatMap((item) => readVariable(item, undefined));
}
