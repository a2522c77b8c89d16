/** Reproducible numbers from 0 to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Json = Readonly<Record<string, unknown>>;

const names = ['a', 'b', 'c'];
const literals = [null, true, false, 0, 1, 2, 3, 4, 1.5, -1, '', 'x', 'y', 'zz', 'xy', 'xyzw', [], {}];

/** Makes small schemas and payloads that have a chance to match them. */
export class RandomSchemas {
  readonly #random: () => number;
  readonly #isRich: boolean;

  /** `isRich`: with keywords that are seldom seen. */
  constructor(seed: number, isRich = false) {
    this.#random = randomFrom(seed);
    this.#isRich = isRich;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#random() * items.length)] as T;
  }

  #maybe(chance: number, keywords: Json): Json {
    return this.#random() < chance ? keywords : {};
  }

  schema(depth: number): Json {
    const kind = this.#random();
    if (this.#isRich && depth > 0 && this.#random() < 0.12) return this.#combined(depth);
    if (kind < 0.22 || depth <= 0) return this.#string();
    if (kind < 0.4) return this.#number();
    if (kind < 0.46) return { type: [this.pick(['string', 'integer']), 'null'] };
    if (kind < 0.52) return { enum: [this.pick(['x', 'y']), this.pick([1, 2]), this.pick([null, true])] };
    if (kind < 0.62) return this.#array(depth);
    if (kind < 0.7) return { anyOf: [this.schema(depth - 1), this.schema(depth - 1)] };
    if (kind < 0.76) return { allOf: [this.#object(depth - 1), this.#object(depth - 1)] };
    return this.#object(depth);
  }

  /** The schema with one keyword or one property of it made anew. */
  changed(schema: Json, depth: number): Json {
    const properties = schema['properties'] as Json | undefined;
    const name = properties && this.pick(Object.keys(properties));
    if (properties && name !== undefined && this.#random() < 0.5) {
      const inner = this.changed(properties[name] as Json, depth - 1);
      return { ...schema, properties: { ...properties, [name]: inner } };
    }
    const fresh = this.schema(depth);
    if (fresh['type'] !== schema['type']) return this.#random() < 0.3 ? fresh : schema;
    const key = this.pick(Object.keys(fresh));
    // A list of values is the better word than a format beside it.
    if (key === 'format' && 'enum' in schema) return schema;
    return { ...schema, [key]: fresh[key] };
  }

  /** A schema of OpenAPI 3.0, which Swagger 2.0 and 3.1 can say as well; a plain one at depth 0. */
  schema30(depth: number): Json {
    const plain = this.#random() < 0.5 ? this.#string() : this.#number30();
    if (depth <= 0) return plain;
    const kind = this.#random();
    if (kind < 0.4) return { ...plain, description: 'words', example: 1 };
    if (kind < 0.6)
      return { type: 'array', items: this.schema30(depth - 1), ...this.#maybe(0.5, { minItems: 1 }) };
    if (kind < 0.7) return { allOf: [this.#object30(depth - 1), this.#object30(depth - 1)] };
    return this.#object30(depth);
  }

  #number30(): Json {
    const { exclusiveMinimum: _, ...number } = this.#number();
    return { ...number, ...('minimum' in number ? this.#maybe(0.5, { exclusiveMinimum: true }) : {}) };
  }

  #object30(depth: number): Json {
    return {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, this.schema30(depth - 1)])),
      required: names.filter(() => this.#random() < 0.3),
      ...this.#maybe(0.3, { additionalProperties: this.pick([false, { type: 'string' }]) }),
    };
  }

  /** Rare keywords; what they say is drawn from the same few values, so that it matters. */
  #combined(depth: number): Json {
    const kind = this.#random();
    // Of two types: which payloads match several alternatives is not part of the question.
    if (kind < 0.3) return { oneOf: [this.#string(), this.pick([this.#number(), this.#array(depth)])] };
    if (kind < 0.4) return { const: this.pick(['x', 'y', 1, 2, true]) };
    if (kind < 0.5)
      return { type: 'array', prefixItems: [this.#string(), this.#number()], ...this.#rareItems(depth) };
    // Not beside `prefixItems`, where ajv 8 takes an empty list for one that contains something.
    if (kind < 0.6)
      return { type: 'array', contains: { type: 'integer' }, minContains: this.pick([0, 1, 2]) };
    if (kind < 0.75) {
      const branch = (): Json => ({ required: [this.pick(names)] });
      const branches = [
        ['if', branch()],
        ['then', branch()],
        ...(this.#random() < 0.5 ? [['else', branch()]] : []),
      ];
      return { ...this.#object(depth), ...(Object.fromEntries(branches) as Json) };
    }
    return { ...this.#object(depth), ...this.#rareMembers() };
  }

  #rareItems(depth: number): Json {
    return {
      ...this.#maybe(0.5, { items: this.pick([false, this.schema(depth - 1)]) }),
      ...this.#maybe(0.3, { minItems: this.pick([1, 2]) }),
    };
  }

  #rareMembers(): Json {
    return {
      ...this.#maybe(0.4, { patternProperties: { '^e': this.#string() } }),
      ...this.#maybe(0.4, { propertyNames: { maxLength: this.pick([1, 5]) } }),
      ...this.#maybe(0.4, { dependentSchemas: { a: { required: [this.pick(['b', 'c'])] } } }),
      ...this.#maybe(0.4, { maxProperties: this.pick([1, 2, 3]) }),
    };
  }

  #string(): Json {
    if (this.#isRich && this.#random() < 0.1)
      return { type: 'string', format: this.pick(['date', 'uuid', 'ipv4']) };
    return {
      type: 'string',
      ...this.#maybe(0.3, { minLength: this.pick([1, 2]) }),
      ...this.#maybe(0.3, { maxLength: this.pick([1, 2, 3]) }),
      ...this.#maybe(0.2, { enum: this.pick([['x', 'y'], ['x', 'y', 'zz'], ['zz']]) }),
      ...this.#maybe(0.1, { pattern: this.pick(['^x', 'y$']) }),
    };
  }

  #number(): Json {
    return {
      type: this.pick(['integer', 'number']),
      ...this.#maybe(0.3, { minimum: this.pick([0, 1, 2]) }),
      ...this.#maybe(0.3, { maximum: this.pick([2, 3, 4]) }),
      ...this.#maybe(0.1, { exclusiveMinimum: 1 }),
      ...this.#maybe(0.1, { multipleOf: this.pick([1, 2, 4]) }),
    };
  }

  #array(depth: number): Json {
    return {
      type: 'array',
      items: this.schema(depth - 1),
      ...this.#maybe(0.2, { minItems: 1 }),
      ...this.#maybe(0.2, { maxItems: this.pick([1, 2]) }),
      ...this.#maybe(0.1, { uniqueItems: true }),
      ...this.#maybe(0.1, { contains: this.#string() }),
    };
  }

  /** All names are declared: what an open object allows beside them is not part of the question. */
  #object(depth: number): Json {
    return {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, this.schema(depth - 1)])),
      required: names.filter(() => this.#random() < 0.3),
      ...this.#maybe(0.3, { additionalProperties: this.pick([false, { type: 'string' }]) }),
      ...this.#maybe(0.08, { minProperties: 1 }),
      ...this.#maybe(0.06, { dependentRequired: { a: ['b'] } }),
      ...this.#maybe(0.06, { not: { required: ['c'] } }),
    };
  }

  /** A payload after a schema, not always a valid one. */
  payload(schema: unknown, depth = 4): unknown {
    const node = schema as Json;
    if (typeof schema !== 'object' || depth < 0 || this.#random() < 0.1) return this.pick(literals);
    if (Array.isArray(node['enum'])) return this.pick(node['enum'] as readonly unknown[]);
    if ('const' in node) return node['const'];
    const branches = node['anyOf'] ?? node['oneOf'];
    if (Array.isArray(branches)) return this.payload(this.pick(branches as readonly unknown[]), depth - 1);
    if (Array.isArray(node['allOf'])) {
      return Object.assign(
        {},
        ...(node['allOf'] as readonly unknown[]).map((part) => this.payload(part, depth - 1)),
      );
    }
    const type = Array.isArray(node['type']) ? this.pick(node['type'] as readonly string[]) : node['type'];
    if (type === 'string') return this.pick(['', 'x', 'y', 'zz', 'xy', 'xyzw']);
    if (type === 'integer' || type === 'number') return this.pick([0, 1, 2, 3, 4, 1.5]);
    if (type === 'null') return null;
    if (type === 'array') {
      const first = (node['prefixItems'] ?? []) as readonly unknown[];
      return Array.from({ length: this.pick([0, 1, 2, 3]) }, (_, index) =>
        this.payload(first[index] ?? node['items'], depth - 1),
      );
    }
    const properties = Object.entries((node['properties'] ?? {}) as Json);
    const required = (node['required'] ?? []) as readonly string[];
    const kept = properties.filter(([name]) => required.includes(name) || this.#random() < 0.5);
    const extra = this.#maybe(0.15, { extra: this.pick(literals) });
    return {
      ...Object.fromEntries(kept.map(([name, inner]) => [name, this.payload(inner, depth - 1)])),
      ...extra,
    };
  }
}
