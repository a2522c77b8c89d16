import { literalText, unwrap } from '../javascript/names.ts';
import type { MapEntry, Node } from '../node.ts';
import { isField, lineOf, readSyntax } from '../tree-sitter/syntax.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';

const deepest = 20;

/** Values of all properties of a name in JavaScript, as far as they are written as literals. Throws `Unreadable`. */
export function literalsNamed(name: string, text: string): Promise<readonly Node[]> {
  return readSyntax('javascript', text, (syntax) =>
    [...syntax.words(name)].flatMap((node) => {
      const key = node.parent?.type === 'string' ? node.parent : node;
      const pair = key.parent;
      return pair?.type === 'pair' && isField(key, 'key')
        ? [literal(pair.childForFieldName('value'), 0)]
        : [];
    }),
  );
}

/** What is no literal is nothing: `process.env.PORT`, a call, a name. */
function literal(written: SyntaxNode | null, depth: number): Node {
  const node = unwrap(written);
  const line = node ? lineOf(node) : 1;
  const text =
    literalText(node) ?? (/^(?:number|true|false)$/.test(node?.type ?? '') ? node?.text : undefined);
  if (text !== undefined) return { kind: 'scalar', line, value: text, text };
  if (node?.type === 'array' && depth < deepest) {
    const parts = node.namedChildren.filter(({ type }) => type !== 'comment');
    return { kind: 'list', line, items: parts.map((part) => literal(part, depth + 1)) };
  }
  if (node?.type !== 'object' || depth >= deepest) return { kind: 'scalar', line, value: null, text: '' };
  const entries = new Map<string, MapEntry>();
  for (const pair of node.namedChildren) {
    const keyNode = pair.type === 'pair' ? pair.childForFieldName('key') : null;
    if (!keyNode) continue;
    const key = literalText(keyNode) ?? keyNode.text;
    const value = literal(pair.childForFieldName('value'), depth + 1);
    entries.set(key, { key, line: lineOf(keyNode), node: value, merged: false });
  }
  return { kind: 'map', line, entries };
}
