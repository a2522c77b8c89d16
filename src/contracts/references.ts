import { own } from './at.ts';

/** Below these stand payloads and not schemas. */
export const valueHolders: ReadonlySet<string> = new Set(['example', 'examples', 'enum', 'const', 'default']);
/** Keys below these are names. */
export const nameHolders: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'definitions',
  'schemas',
  '$defs',
  'responses',
]);

const known = new WeakMap<object, ReadonlySet<string>>();

/** Every different reference, wherever it stands except in examples. Keys under `properties` are names. */
export function referencesIn(document: unknown): ReadonlySet<string> {
  const before = isNode(document) ? known.get(document) : undefined;
  if (before) return before;
  const found = new Set<string>();
  const seen = new Set<object>();
  const open: { readonly node: unknown; readonly names: boolean }[] = [{ node: document, names: false }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, names } = next;
    if (!isNode(node) || seen.has(node)) continue;
    seen.add(node);
    if (Array.isArray(node)) {
      for (const item of node) if (isNode(item)) open.push({ node: item, names: false });
      continue;
    }
    const reference = names ? undefined : own(node, '$ref');
    if (typeof reference === 'string') found.add(reference);
    for (const key in node) {
      const child = own(node, key);
      if (!isNode(child) || (!names && valueHolders.has(key))) continue;
      open.push({ node: child, names: !names && nameHolders.has(key) });
    }
  }
  if (isNode(document)) known.set(document, found);
  return found;
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
