/**
 * A parsed YAML, JSON or TOML value with the line of every part: what the readers
 * of structured formats work on. Aliases are shared nodes, so a document of many
 * aliases costs no more than its text; walk known shapes, not the whole tree.
 */
export type Node = ScalarNode | MapNode | ListNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  /** 1-based */
  readonly line: number;
  readonly value: string | number | bigint | boolean | null;
  /** as written, quotes and escapes resolved: `08`, `1.10`, `yes` stay what they are */
  readonly text: string;
  /** explicit local tag: `!reset`, `!Ref` */
  readonly tag?: string;
}

export interface MapEntry {
  readonly key: string;
  /** of the key */
  readonly line: number;
  readonly node: Node;
  /** came in through a merge key (`<<`) */
  readonly merged: boolean;
}

export interface MapNode {
  readonly kind: 'map';
  readonly line: number;
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly tag?: string;
}

export interface ListNode {
  readonly kind: 'list';
  readonly line: number;
  readonly items: readonly Node[];
  readonly tag?: string;
}

/** The node at a path of map keys, undefined when any step is missing. */
export function get(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  let current = node;
  for (const key of keys) {
    if (current?.kind !== 'map') return undefined;
    current = current.entries.get(key)?.node;
  }
  return current;
}

/** Entries of a map; nothing for anything else. */
export function entries(node: Node | undefined): Iterable<MapEntry> {
  return node?.kind === 'map' ? node.entries.values() : [];
}

/** Items of a list; nothing for anything else. */
export function items(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}

/** Text of a scalar that is not null, as written. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

/** A string or a list of strings, as many formats allow; with lines. */
export function textsOf(node: Node | undefined): readonly { readonly text: string; readonly line: number }[] {
  // One level only: aliases make lists that hold themselves, or one list a million times.
  const nodes = node?.kind === 'list' ? node.items : node ? [node] : [];
  return nodes.flatMap((item) => {
    const text = textOf(item);
    return text === undefined ? [] : [{ text, line: item.line }];
  });
}

/** A boolean scalar, also as text. */
export function booleanOf(node: Node | undefined): boolean | undefined {
  const value = textOf(node)?.toLowerCase();
  return value === 'true' ? true : value === 'false' ? false : undefined;
}
