import type { GapReason, PartialGap } from '../formats/format.ts';
import { isObject, own, pointerParts, stringAt } from './at.ts';
import { dynamicTarget, identifiersOf, insideOf } from './identifiers.ts';
import type { At } from './at.ts';

/** A document by its path, for references to sibling files; undefined when the commit has no such contract file. */
export type Resolve = (path: string) => unknown;

const longestChain = 50;

/** One side of a comparison: a document, and the files of the same commit that it refers to. */
export class Documents {
  readonly root: At;
  readonly #resolve: Resolve;
  readonly #targets = new Map<string, At | null>();
  readonly #gaps = new Map<string, PartialGap>();

  constructor(path: string, document: unknown, resolve: Resolve) {
    this.root = { path, pointer: '', node: document };
    this.#resolve = resolve;
  }

  get gaps(): readonly PartialGap[] {
    return [...this.#gaps.values()];
  }

  gap(reason: GapReason, detail: string): void {
    if (this.#gaps.size < 100) this.#gaps.set(`${reason} ${detail}`, { reason, detail });
  }

  /** The value that a chain of `$ref` ends at; undefined, and a gap, when it leads nowhere. */
  follow(at: At): At | undefined {
    let current = at;
    for (let step = 0; step < longestChain; step += 1) {
      const reference = stringAt(current, '$ref');
      if (reference === undefined) return current;
      const target = this.target(current.path, reference, current.pointer);
      if (!target) return undefined;
      current = target;
    }
    this.gap('reference-dangling', 'A chain of references has no end');
    return undefined;
  }

  /**
   * What a reference in a file points at.
   *
   * @param at pointer of what holds it: where parts of a document have addresses, references are relative to them
   */
  target(from: string, reference: string, at = ''): At | undefined {
    const base = this.#isBundle(from) ? at : '';
    const key = `${from}\0${base}\0${reference}`;
    const known = this.#targets.get(key);
    if (known !== undefined) return known ?? undefined;
    const target = this.#inside(from, base, reference) ?? this.#find(from, reference);
    this.#targets.set(key, target ?? null);
    return target;
  }

  /** What a `$dynamicRef` means; undefined, and a gap, when that depends on the way that led there. */
  dynamic({ path, pointer }: At, reference: string): At | undefined {
    const document = this.#documentAt(path);
    const found = dynamicTarget(document, pointer, reference);
    if (found === undefined) return this.target(path, reference, pointer);
    if (found !== null) return { path, pointer: found, node: lookUp(document, found) };
    this.gap('unsupported-format', `A $dynamicRef of ${path} has a meaning for each way that leads to it`);
    return undefined;
  }

  #documentAt(path: string): unknown {
    return path === this.root.path ? this.root.node : this.#resolve(path);
  }

  /** Descriptions of APIs are large, and nobody gives their schemas addresses: they are not looked through for them. */
  #isBundle(path: string): boolean {
    const document = this.#documentAt(path);
    return !isDescription(document) && isObject(document) && identifiersOf(document).isBundle;
  }

  /** By an anchor or an address. Pointers of documents that have one address are left to those who follow files. */
  #inside(from: string, at: string, reference: string): At | undefined {
    const document = this.#documentAt(from);
    const isPlain = reference === '#' || reference.startsWith('#/');
    if (isPlain && !this.#isBundle(from)) return undefined;
    if (isDescription(document) && !reference.startsWith('#')) return undefined;
    const pointer = insideOf(document, at, reference);
    const node = pointer === undefined ? undefined : lookUp(document, pointer);
    return pointer === undefined || node === undefined ? undefined : { path: from, pointer, node };
  }

  #find(from: string, reference: string): At | undefined {
    const file = referencedFile(from, reference);
    if (file === null) {
      this.gap('reference-refused', 'A reference leads out of the commit and was not followed');
      return undefined;
    }
    const document = file === this.root.path ? this.root.node : this.#resolve(file);
    const pointer = fragmentOf(reference) ?? anchorIn(document, reference);
    const node = document === undefined || pointer === undefined ? undefined : lookUp(document, pointer);
    if (node !== undefined && pointer !== undefined) return { path: file, pointer, node };
    this.gap('reference-dangling', `A reference of ${from} points at nothing in ${file}`);
    return undefined;
  }
}

/**
 * The file that a reference points into, relative to the root of the commit. Null
 * when it leads out of the commit: another host, `file:`, an absolute path, `..` too often.
 */
export function referencedFile(from: string, reference: string): string | null {
  const hash = reference.indexOf('#');
  const target = decoded(hash === -1 ? reference : reference.slice(0, hash));
  if (target === '') return from;
  if (/^(?:[a-z][a-z0-9+.-]*:|[/\\])/i.test(target)) return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** JSON pointer of a reference; undefined when its fragment is something else (an anchor). */
function fragmentOf(reference: string): string | undefined {
  const hash = reference.indexOf('#');
  const fragment = hash === -1 ? '' : decoded(reference.slice(hash + 1));
  return fragment === '' || fragment.startsWith('/') ? fragment : undefined;
}

/** An anchor of another file. */
function anchorIn(document: unknown, reference: string): string | undefined {
  return document === undefined ? undefined : insideOf(document, '', reference.slice(reference.indexOf('#')));
}

function isDescription(document: unknown): boolean {
  return ['openapi', 'swagger', 'asyncapi'].some((key) => own(document, key) !== undefined);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray percent sign is a character like any other.
  }
}

export function lookUp(document: unknown, pointer: string): unknown {
  let node = document;
  for (const part of pointerParts(pointer)) {
    if (Array.isArray(node)) node = /^\d+$/.test(part) ? (node as unknown[])[Number(part)] : undefined;
    else node = isObject(node) ? own(node, part) : undefined;
    if (node === undefined) return undefined;
  }
  return node;
}
