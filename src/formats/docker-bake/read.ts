import type { ImageBuild } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { parseImageReference } from '../image-reference.ts';
import { entries, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { folderOf, joinPath } from '../paths.ts';
import { readBlocks } from '../terraform/hcl.ts';
import type { Block } from '../terraform/hcl.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';

/** Targets that inherit from each other in a circle end here. */
const deepest = 10;

/** The images that its targets build. What other targets and defaults of variables give them is filled in. */
export async function readDockerBake({ path, text }: SourceFile): Promise<Reading> {
  return readSyntax('hcl', text, (syntax) => {
    const { blocks } = readBlocks(syntax);
    const targets = blocks.filter(({ type }) => type === 'target');
    const defaults = new Map(
      blocks
        .filter(({ type }) => type === 'variable')
        .map(({ labels, attributes }) => [labels[0] ?? '', textOf(attributes.get('default')?.node)]),
    );
    const inherited = new Set(
      targets.flatMap((target) => textsOf(target.attributes.get('inherits')?.node).map((each) => each.text)),
    );
    // What only others build on is no image.
    const built = targets.filter(
      ({ labels, attributes }) => attributes.has('tags') || !inherited.has(labels[0] ?? ''),
    );
    const facts = built.flatMap((target) => buildOf(target, targets, defaults, folderOf(path)));
    return { facts: facts.toSorted((a, b) => a.line - b.line), gaps: syntax.gaps };
  });
}

function buildOf(
  target: Block,
  targets: readonly Block[],
  defaults: ReadonlyMap<string, string | undefined>,
  folder: string,
): readonly ImageBuild[] {
  const fill = (text: string): string =>
    text.replace(/\$\{\s*(?:var\.)?(\w+)\s*\}/g, (written, name: string) => defaults.get(name) ?? written);
  const value = (key: string): string | undefined => {
    const written = textOf(attributeOf(target, key, targets, 0));
    return written === undefined ? undefined : fill(written);
  };
  const stated = value('context') ?? '.';
  const context = stated.includes('://') ? null : joinPath(folder, stated);
  const dockerfile = context === null ? null : joinPath(context, value('dockerfile') ?? 'Dockerfile');
  if (context === null || dockerfile === null) return [];
  const stage = value('target');
  const tags = textsOf(target.attributes.get('tags')?.node).flatMap(
    ({ text }) => parseImageReference(fill(text))?.repository ?? [],
  );
  const args = [...entries(attributeOf(target, 'args', targets, 0))].map(({ key }) => key);
  return [
    {
      kind: 'image-build',
      line: target.line,
      context,
      dockerfile,
      ...(stage === undefined || stage.includes('$') ? {} : { target: stage }),
      ...(tags.length > 0 ? { tags: [...new Set(tags)] } : {}),
      ...(args.length > 0 ? { args } : {}),
      unit: target.labels[0] ?? '',
    },
  ];
}

/** Its own, or that of the last target that it inherits from and that has one. */
function attributeOf(target: Block, key: string, targets: readonly Block[], depth: number): Node | undefined {
  const own = target.attributes.get(key)?.node;
  if (own || depth > deepest) return own;
  const parents = textsOf(target.attributes.get('inherits')?.node).flatMap(
    ({ text }) => targets.find(({ labels }) => labels[0] === text) ?? [],
  );
  for (const parent of parents.toReversed().slice(0, deepest)) {
    const found = attributeOf(parent, key, targets, depth + 1);
    if (found) return found;
  }
  return undefined;
}
