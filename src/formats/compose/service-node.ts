import { interpolate } from '../interpolation.ts';
import type { Interpolation } from '../interpolation.ts';
import { entries, textOf } from '../node.ts';
import type { MapEntry, MapNode, Node } from '../node.ts';

/** One service as its file writes it, with what `!reset` clears taken out. */
export interface ServiceNode {
  readonly name: string;
  /** of the service's key */
  readonly line: number;
  readonly map: MapNode;
  /** dotted keys under `!reset` or `!override` */
  readonly replaces: readonly string[];
}

/** Null when the entry is no mapping (a service may be empty: `api:`). */
export function serviceNode(entry: MapEntry): ServiceNode | null {
  const { key: name, line, node } = entry;
  const empty: MapNode = { kind: 'map', line, entries: new Map() };
  if (node.tag === '!reset') return { name, line, map: empty, replaces: [''] };
  if (node.kind === 'scalar' && node.value === null) return { name, line, map: empty, replaces: [] };
  if (node.kind !== 'map') return null;
  const replaces: string[] = node.tag === '!override' ? [''] : [];
  return { name, line, map: withoutReset(node, '', replaces), replaces };
}

/** Two levels are enough: Compose clears whole options, or one entry of a mapping. */
function withoutReset(map: MapNode, prefix: string, replaces: string[]): MapNode {
  const kept = new Map<string, MapEntry>();
  for (const entry of map.entries.values()) {
    const key = `${prefix}${entry.key}`;
    const { node } = entry;
    if (node.tag === '!reset' || node.tag === '!override') replaces.push(key);
    if (node.tag === '!reset') continue;
    const inner = prefix === '' && node.kind === 'map' ? withoutReset(node, `${key}.`, replaces) : node;
    kept.set(entry.key, inner === node ? entry : { ...entry, node: inner });
  }
  return { ...map, entries: kept };
}

/** Fills in fallbacks as Compose does when nothing is set. */
export function fillIn(text: string): Interpolation {
  return interpolate(text, { escape: '$$' });
}

/** Text of a scalar with its fallbacks filled in; undefined when a variable decides it, or there is none. */
export function knownText(node: Node | undefined): string | undefined {
  const written = textOf(node);
  if (written === undefined) return undefined;
  const { text, resolved } = fillIn(written);
  return resolved ? text : undefined;
}

/** Key and value of a mapping or of a list of `key=value`, as Compose allows for environment, args, hosts. */
export function pairs(
  node: Node | undefined,
  separator = /=/,
): readonly { readonly key: string; readonly value: string | null; readonly line: number }[] {
  if (node?.kind === 'list') {
    return node.items.flatMap((item) => {
      const text = textOf(item);
      if (text === undefined) return [];
      const at = text.search(separator);
      const [key, value] = at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
      return [{ key: key.trim(), value, line: item.line }];
    });
  }
  return [...entries(node)].flatMap(({ key, node: value, line }) =>
    value.kind === 'scalar' ? [{ key, value: textOf(value) ?? null, line }] : [],
  );
}
