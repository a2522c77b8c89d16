import { Unreadable } from '../format.ts';
import { withoutBareMarks } from '../bare-marks.ts';
import { readJson } from '../json.ts';
import type { MapEntry, Node } from '../node.ts';

/**
 * JSON in a heredoc (`container_definitions = <<JSON`), `${…}` included: inside of a text it stays, elsewhere it is
 * nothing. Undefined when the text is no JSON. `line` is that of the `<<`.
 */
export function readEmbeddedJson(heredoc: string, line: number): Node | undefined {
  const lines = heredoc.split('\n');
  const text = lines.slice(1, -1).join('\n');
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return moved(readJson(withoutBareMarks(text)), line);
  } catch (error) {
    // Another template language, or directives (`%{ if }`): not for us to expand.
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** The same node some lines further down. */
function moved(node: Node, by: number): Node {
  const line = node.line + by;
  if (node.kind === 'scalar') return { ...node, line };
  if (node.kind === 'list') return { ...node, line, items: node.items.map((item) => moved(item, by)) };
  const entries = [...node.entries.values()].map((entry): [string, MapEntry] => [
    entry.key,
    { ...entry, line: entry.line + by, node: moved(entry.node, by) },
  ]);
  return { ...node, line, entries: new Map(entries) };
}
