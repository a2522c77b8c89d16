import type { MapEntry, MapNode, Node } from '../node.ts';

/** Tag of a map or list that holds more than the file says. */
export const openTag = '!open';

/** Lists that are joined with themselves grow without end. */
const most = 10_000;

/** What any of them has; open when one is not known. */
export function joinedMaps(parts: readonly Node[], line: number): Node {
  const entries = new Map<string, MapEntry>();
  let open = false;
  for (const part of parts) {
    if (part.kind === 'map') for (const entry of part.entries.values()) entries.set(entry.key, entry);
    if (isOpen(part)) open = true;
  }
  return { kind: 'map', line, entries, ...(open ? { tag: openTag } : {}) };
}

export function joinedLists(parts: readonly Node[], line: number): Node {
  const items: Node[] = [];
  for (const part of parts) if (part.kind === 'list') for (const item of part.items) items.push(item);
  const open = parts.some(isOpen) || items.length > most;
  return { kind: 'list', line, items: items.slice(0, most), ...(open ? { tag: openTag } : {}) };
}

/** More may be in it than the file says; nothing at all (`null`) is known. */
export function isOpen(node: Node): boolean {
  return node.kind === 'scalar' ? node.value !== null : node.tag !== undefined;
}

/** One map for each entry, with the loop's variables filled in where a field is just one of them. */
export function overMap(over: MapNode, fields: MapNode, key: string, value: string): Node {
  const items = [...over.entries.values()].map((entry): Node => {
    const filled = [...fields.entries.values()].map((field): [string, MapEntry] => {
      const source = field.node.kind === 'scalar' ? field.node.text.trim() : '';
      const name: Node = { kind: 'scalar', line: entry.line, value: entry.key, text: entry.key };
      const node = source === key ? name : source === value ? entry.node : field.node;
      return [field.key, { ...field, line: entry.line, node }];
    });
    return { kind: 'map', line: entry.line, entries: new Map(filled) };
  });
  return { kind: 'list', line: over.line, items, ...(over.tag === undefined ? {} : { tag: over.tag }) };
}
