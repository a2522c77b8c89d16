import { escapePointer, isObject, own } from './at.ts';
import { nameHolders, valueHolders } from './references.ts';

/** What the parts of one document are called besides their pointers: https://json-schema.org/draft/2020-12/json-schema-core#section-8.2 */
export interface Identifiers {
  /** parts with an `$id`, by their address; the document itself first */
  readonly resources: ReadonlyMap<string, string>;
  /** pointers by address, `#` and name */
  readonly anchors: ReadonlyMap<string, string>;
  /** pointers of each `$dynamicAnchor` by its name; those of the document itself first */
  readonly dynamic: ReadonlyMap<string, readonly string[]>;
  /** whether parts of the document have an address of their own */
  readonly isBundle: boolean;
}

/** Where a document without an `$id` stands. */
const nowhere = 'document:///';
const known = new WeakMap<object, Identifiers>();

/** Identifiers of a document, looked for once. */
export function identifiersOf(document: unknown): Identifiers {
  const before = isObject(document) ? known.get(document) : undefined;
  if (before) return before;
  const found = find(document);
  if (isObject(document)) known.set(document, found);
  return found;
}

/**
 * Pointer of what a reference means inside of its own document; undefined when it leads out of it or nowhere.
 *
 * @param at pointer of the schema in which the reference stands
 */
export function insideOf(document: unknown, at: string, reference: string): string | undefined {
  const { resources, anchors } = identifiersOf(document);
  const target = resolved(reference, baseOf(resources, at));
  if (target === undefined) return undefined;
  const hash = target.indexOf('#');
  const address = hash === -1 ? target : target.slice(0, hash);
  const fragment = hash === -1 ? '' : decoded(target.slice(hash + 1));
  const resource = resources.get(address);
  if (resource === undefined) return undefined;
  if (fragment === '' || fragment.startsWith('/')) return `${resource}${fragment}`;
  return anchors.get(`${address}#${fragment}`);
}

/** Whether a reference of some part of the document stays inside of it; `has` tells whether a pointer leads to something. */
export function isInside(document: unknown, reference: string, has: (pointer: string) => boolean): boolean {
  return [...identifiersOf(document).resources.values()].some((at) => {
    const pointer = insideOf(document, at, reference);
    return pointer !== undefined && has(pointer);
  });
}

/**
 * Pointer of what a `$dynamicRef` means when the document is entered at its top: the anchor of the document itself,
 * else the only one. Null when it depends on the way.
 */
export function dynamicTarget(document: unknown, at: string, reference: string): string | null | undefined {
  const first = insideOf(document, at, reference);
  const { dynamic, resources } = identifiersOf(document);
  const name = decoded(/#([^/].*)$/.exec(reference)?.[1] ?? '');
  const all = dynamic.get(name) ?? [];
  if (first === undefined || !all.includes(first)) return first;
  const [top] = resources.keys();
  const outermost = all.find((pointer) => baseOf(resources, pointer) === top);
  return outermost ?? (all.length === 1 ? first : null);
}

/** Address of the nearest part around a pointer that has one. */
function baseOf(resources: ReadonlyMap<string, string>, at: string): string {
  let best: readonly [string, string] = [nowhere, ''];
  for (const [address, pointer] of resources) {
    const holds = pointer === '' || at === pointer || at.startsWith(`${pointer}/`);
    if (holds && (best[0] === nowhere || pointer.length > best[1].length)) best = [address, pointer];
  }
  return best[0];
}

function find(document: unknown): Identifiers {
  const resources = new Map<string, string>();
  const anchors = new Map<string, string>();
  const dynamic = new Map<string, string[]>();
  const seen = new Set<object>();
  const open = [{ node: document, pointer: '', base: nowhere, names: false }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, pointer, names } = next;
    let { base } = next;
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if (!names && isObject(node)) {
      const id = own(node, '$id') ?? own(node, 'id');
      const address =
        typeof id === 'string' && !id.startsWith('#') && mayBeAddress(node) ? resolved(id, base) : undefined;
      if (address !== undefined) base = address.replace(/#$/, '');
      if (pointer === '' || address !== undefined) if (!resources.has(base)) resources.set(base, pointer);
      // Up to draft 7 an anchor was an `$id` that is a fragment.
      const written = [
        own(node, '$anchor'),
        own(node, '$dynamicAnchor'),
        typeof id === 'string' && id.startsWith('#') ? id.slice(1) : undefined,
      ];
      for (const name of written)
        if (typeof name === 'string' && name !== '') anchors.set(`${base}#${name}`, pointer);
      const moving = own(node, '$dynamicAnchor');
      if (typeof moving === 'string') dynamic.set(moving, [...(dynamic.get(moving) ?? []), pointer]);
    }
    for (const [key, inner] of Object.entries(node)) {
      if (typeof inner !== 'object' || inner === null || (!names && valueHolders.has(key))) continue;
      open.push({
        node: inner as unknown,
        pointer: `${pointer}/${escapePointer(key)}`,
        base,
        names: !Array.isArray(node) && !names && nameHolders.has(key),
      });
    }
  }
  return { resources, anchors, dynamic, isBundle: resources.size > 1 };
}

/** An `id` without a dollar is an address in draft 4 alone; elsewhere it is a word like any other. */
function mayBeAddress(node: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(node, '$id') || /draft-0[34]/.test(String(own(node, '$schema')));
}

function resolved(reference: string, base: string): string | undefined {
  try {
    return new URL(reference, base).href;
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray percent sign is a character like any other.
  }
}
