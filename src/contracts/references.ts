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

/** Keys below these are often names, and names may begin like extensions: `x-request-id`. */
const mayName: ReadonlySet<string> = new Set(
  'headers parameters requestBodies callbacks links securitySchemes messages channels'.split(' '),
);
const known = new WeakMap<object, ReadonlySet<string>>();

/** Every different reference, wherever it stands except in examples and extensions. Keys under `properties` are names. */
export function referencesIn(document: unknown): ReadonlySet<string> {
  const before = isNode(document) ? known.get(document) : undefined;
  if (before) return before;
  const found = new Set<string>();
  const seen = new Set<object>();
  const open: Open[] = [{ node: document, names: false, mayName: false }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, names } = next;
    const isFree = names || next.mayName;
    if (!isNode(node) || seen.has(node)) continue;
    seen.add(node);
    if (Array.isArray(node)) {
      for (const item of node) if (isNode(item)) open.push({ node: item, names: false, mayName: false });
      continue;
    }
    const reference = names ? undefined : own(node, '$ref');
    if (typeof reference === 'string') found.add(reference);
    for (const key in node) {
      const child = own(node, key);
      if (!isNode(child) || (!names && valueHolders.has(key)) || (!isFree && isExtension(key))) continue;
      open.push({ node: child, names: !names && nameHolders.has(key), mayName: !names && mayName.has(key) });
    }
  }
  if (isNode(document)) known.set(document, found);
  return found;
}

interface Open {
  readonly node: unknown;
  readonly names: boolean;
  readonly mayName: boolean;
}

/** What an extension holds is not part of the contract; code samples by the thousand are kept that way. */
function isExtension(key: string): boolean {
  return key.startsWith('x-') && key !== 'x-webhooks';
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
