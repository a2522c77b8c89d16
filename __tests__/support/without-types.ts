import type { Node } from '../../src/formats/node.ts';

/** Lines and texts without the types of scalars, which the scanner does not tell. */
export function withoutTypes(node: Node): unknown {
  if (node.kind === 'list') return node.items.map(withoutTypes);
  if (node.kind === 'scalar') return node.value === null ? null : node.text;
  return Object.fromEntries(
    [...node.entries.values()].map(({ key, line, node: value }) => [
      key,
      [line, blockText(withoutTypes(value))],
    ]),
  );
}

/** The text of a block scalar does not matter, that there is one does. */
function blockText(value: unknown): unknown {
  return typeof value === 'string' && (/^[|>]/.test(value) || value.includes('\n')) ? 'block' : value;
}
