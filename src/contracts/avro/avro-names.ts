import { child, isObject, items, own, stringAt } from '../at.ts';
import type { At } from '../at.ts';

/** https://avro.apache.org/docs/current/specification/#primitive-types */
const primitives = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);
const named = new Set(['record', 'error', 'enum', 'fixed']);

/** A schema with all that reading data by it takes. */
export interface AvroType {
  readonly type: string;
  readonly at: At;
  /** with its namespace; of records, enums and fixed types */
  readonly name?: string;
  /** names by which a reader knows it too, with their namespaces */
  readonly aliases?: readonly string[];
  /** what names inside of it are relative to */
  readonly namespace: string;
}

/** The names that a document defines, and schemas resolved by them. */
export class AvroNames {
  readonly root: At;
  readonly #known = new Map<string, AvroType>();

  constructor(path: string, document: unknown) {
    this.root = { path, pointer: '', node: document };
    if (typeof own(document, 'protocol') === 'string') this.#collectProtocol();
    else this.#collect(this.root, '', 0);
  }

  get namespace(): string {
    const space = own(this.root.node, 'namespace');
    return typeof own(this.root.node, 'protocol') === 'string' && typeof space === 'string' ? space : '';
  }

  /** Every named type of the document. */
  all(): Iterable<AvroType> {
    return this.#known.values();
  }

  /** What a schema means; null where it names a type of another document, or is no schema. */
  resolve(at: At, namespace: string): AvroType | null {
    const { node } = at;
    if (Array.isArray(node)) return { type: 'union', at, namespace };
    if (typeof node === 'string') {
      if (primitives.has(node)) return { type: node, at, namespace };
      return this.#known.get(fullName(node, namespace)) ?? this.#known.get(node) ?? null;
    }
    const type = own(node, 'type');
    if (typeof type !== 'string')
      return type === undefined ? null : this.resolve(child(at, 'type'), namespace);
    if (named.has(type)) return typeOf(at, type, namespace);
    if (type === 'array' || type === 'map' || primitives.has(type)) return { type, at, namespace };
    return this.#known.get(fullName(type, namespace)) ?? this.#known.get(type) ?? null;
  }

  #collectProtocol(): void {
    const { namespace } = this;
    for (const type of items(child(this.root, 'types'))) this.#collect(type, namespace, 0);
  }

  #collect(at: At, namespace: string, depth: number): void {
    if (depth > 200) return;
    if (Array.isArray(at.node)) {
      for (const item of items(at)) this.#collect(item, namespace, depth + 1);
      return;
    }
    if (!isObject(at.node)) return;
    const type = at.node['type'];
    if (typeof type !== 'string') return this.#collect(child(at, 'type'), namespace, depth + 1);
    if (type === 'array') return this.#collect(child(at, 'items'), namespace, depth + 1);
    if (type === 'map') return this.#collect(child(at, 'values'), namespace, depth + 1);
    if (!named.has(type)) return;
    const found = typeOf(at, type, namespace);
    if (found.name !== undefined) this.#known.set(found.name, found);
    for (const field of items(child(at, 'fields'))) {
      this.#collect(child(field, 'type'), found.namespace, depth + 1);
    }
  }
}

function typeOf(at: At, type: string, outer: string): AvroType {
  const written = stringAt(at, 'name') ?? '';
  const own = stringAt(at, 'namespace') ?? outer;
  const name = fullName(written, own);
  const namespace = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
  const aliases = items(child(at, 'aliases')).flatMap(({ node }) =>
    typeof node === 'string' ? [fullName(node, namespace)] : [],
  );
  return { type: type === 'error' ? 'record' : type, at, name, aliases, namespace };
}

function fullName(name: string, namespace: string): string {
  return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}
