import { digestOf } from '../system/value-shape.ts';
import type { Node } from './node.ts';

/** Aliases can make a small text an endless tree. */
const mostParts = 20_000;

/** Digest of a part of a document, whatever the order of its keys, for "is it the same?" within this run. */
export function nodeDigest(...nodes: readonly (Node | undefined)[]): string {
  const parts: string[] = [];
  const visit = (node: Node | undefined): void => {
    if (parts.length > mostParts) return;
    if (!node) parts.push('-');
    else if (node.kind === 'scalar') parts.push(JSON.stringify(node.text));
    else if (node.kind === 'list') {
      parts.push('[');
      for (const item of node.items) visit(item);
      parts.push(']');
    } else {
      parts.push('{');
      for (const [key, entry] of [...node.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
        parts.push(JSON.stringify(key));
        visit(entry.node);
      }
      parts.push('}');
    }
  };
  for (const node of nodes) visit(node);
  return digestOf(parts.join(' '));
}
