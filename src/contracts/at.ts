/** A value inside a contract document, and where it stands. */
export interface At {
  /** file, relative to the repository root */
  readonly path: string;
  /** JSON pointer */
  readonly pointer: string;
  readonly node: unknown;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(node: unknown): node is JsonObject {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

/** An own property; names such as `constructor` are names like any other. */
export function own(node: unknown, key: string): unknown {
  return isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
}

export function escapePointer(key: string): string {
  return /[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}

export function unescapePointer(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}

/** Parts of a JSON pointer, unescaped. */
export function pointerParts(pointer: string): readonly string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/').map(unescapePointer);
}

export function child(at: At, key: string | number): At {
  const node = Array.isArray(at.node) ? (at.node as unknown[])[Number(key)] : own(at.node, String(key));
  return { path: at.path, pointer: `${at.pointer}/${escapePointer(String(key))}`, node };
}

/** Own entries of an object, each with its place; none for anything else. */
export function* children(at: At): Iterable<readonly [string, At]> {
  if (!isObject(at.node)) return;
  for (const key of Object.keys(at.node)) yield [key, child(at, key)];
}

/** Items of a list, each with its place; none for anything else. */
export function items(at: At): readonly At[] {
  return Array.isArray(at.node) ? at.node.map((_, index) => child(at, index)) : [];
}

export function stringAt(at: At, key: string): string | undefined {
  const value = own(at.node, key);
  return typeof value === 'string' ? value : undefined;
}

export function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
