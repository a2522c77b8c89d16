import { randomFrom } from './random-schemas.ts';

const keys = ['a', 'b', 'c', 'd'];
const words = ['x', 'yy', 'zzz', 'open', 'paid'];

/**
 * Source text of small zod schemas. Every part is drawn from its own place, so that one part can be drawn anew and
 * the rest stays: how people change a schema.
 */
export class RandomZod {
  readonly #seed: number;
  readonly #salts: ReadonlyMap<string, number>;
  readonly places: string[] = [];

  constructor(seed: number, salts: ReadonlyMap<string, number> = new Map()) {
    this.#seed = seed;
    this.#salts = salts;
  }

  /** A file with a schema `S`, which may be made of the object `Base`. */
  source(): string {
    // It cannot be made of itself.
    const base = this.#object('base', 1).replaceAll('Base', 'z.string()');
    const whole = this.#draw('kind', [
      () => this.#object('s', 3),
      () => this.#made('made'),
      () => this.#any('any', 2),
    ])();
    return `import { z } from 'zod';\nconst Base = ${base};\nexport const S = ${whole};\n`;
  }

  #draw<T>(place: string, from: readonly T[]): T {
    return from[Math.floor(this.#number(place) * from.length)] as T;
  }

  #number(place: string): number {
    this.places.push(place);
    let hash = this.#seed * 7919 + (this.#salts.get(place) ?? 0) * 104729;
    for (const character of place) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
    const next = randomFrom(hash);
    next();
    next();
    return next();
  }

  #count(place: string): number {
    return this.#draw(place, [0, 1, 2, 3, 4]);
  }

  #any(place: string, depth: number): string {
    const leaf = [() => this.#string(place), () => this.#numeric(place), () => this.#values(place)];
    const deeper = [
      () => this.#object(place, depth - 1),
      () => this.#object(place, depth - 1),
      () => this.#list(place, depth - 1),
      () => this.#union(place, depth - 1),
      () => `z.record(z.string(), ${this.#any(`${place}/record`, depth - 1)})`,
      () => `z.tuple([${this.#string(`${place}/t0`)}, ${this.#numeric(`${place}/t1`)}])`,
      () => 'Base',
      () => 'z.boolean()',
      () => 'z.any()',
    ];
    const made = this.#draw(`${place}/kind`, depth > 0 ? [...leaf, ...deeper] : leaf)();
    return `${made}${this.#draw(`${place}/null`, ['', '', '', '', '.nullable()'])}`;
  }

  #string(place: string): string {
    const few = this.#count(`${place}/min`);
    return `z.string()${this.#draw(`${place}/string`, ['', '', `.min(${few})`, `.max(${few})`, '.nonempty()', `.length(${few})`, `.min(1).max(${few + 1})`, `.describe('text')`])}`;
  }

  #numeric(place: string): string {
    const few = this.#count(`${place}/bound`);
    return `z.number()${this.#draw(`${place}/number`, ['', '.int()', `.min(${few})`, `.lt(${few})`, '.positive()', '.nonnegative().int()', `.max(${few})`, `.multipleOf(${few + 1})`])}`;
  }

  #values(place: string): string {
    const count = 1 + this.#draw(`${place}/values`, [0, 1, 2, 3]);
    const listed = words.slice(0, count).map((word) => `'${word}'`);
    return this.#draw(`${place}/enum`, [
      `z.enum([${listed.join(', ')}])`,
      `z.literal(${listed.at(-1)})`,
      `z.literal([${count}, null, 'x'])`,
      `z.enum(['open', 'paid', 'x']).exclude(['x'])`,
      'z.literal(true)',
    ]);
  }

  #list(place: string, depth: number): string {
    const item = this.#any(`${place}/item`, depth);
    const few = this.#count(`${place}/size`);
    const bound = this.#draw(`${place}/list`, ['', '', `.min(${few})`, `.max(${few + 1})`, '.nonempty()']);
    return this.#draw(`${place}/spelling`, [`z.array(${item})`, `${item}.array()`]) + bound;
  }

  #union(place: string, depth: number): string {
    const [one, other] = [this.#any(`${place}/one`, depth), this.#any(`${place}/other`, depth)];
    const [a, b] = [this.#fields(`${place}/a`, depth), this.#fields(`${place}/b`, depth)];
    return this.#draw(`${place}/union`, [
      `z.union([${one}, ${other}])`,
      `${one}.or(${other})`,
      `z.discriminatedUnion('t', [z.object({ t: z.literal('a'), ${a} }), z.object({ t: z.literal('b'), ${b} })])`,
    ]);
  }

  #object(place: string, depth: number): string {
    const kind = this.#draw(`${place}/object`, ['object', 'object', 'object', 'strictObject', 'looseObject']);
    const ending = this.#draw(`${place}/others`, [
      '',
      '',
      '',
      '.strict()',
      '.passthrough()',
      '.catchall(z.string())',
    ]);
    return `z.${kind}({ ${this.#fields(place, depth)} })${ending}`;
  }

  #fields(place: string, depth: number): string {
    return keys
      .slice(0, 1 + this.#draw(`${place}/count`, [0, 1, 2, 3]))
      .map((key) => {
        const type = this.#any(`${place}/${key}`, depth);
        return `${key}: ${type}${this.#draw(`${place}/${key}/absent`, ['', '', '', '.optional()', '.nullish()'])}`;
      })
      .join(', ');
  }

  /** An object made of another one. */
  #made(place: string): string {
    const mask = this.#draw(`${place}/mask`, ['{ a: true }', '{ a: true, b: true }']);
    const more = `{ ${this.#fields(`${place}/more`, 1)} }`;
    // What a mask names has to be there: the object has all keys that masks know.
    const whole = `Base.extend({ a: ${this.#any(`${place}/wa`, 1)}, b: ${this.#any(`${place}/wb`, 1)}.optional() })`;
    return this.#draw(`${place}/way`, [
      `Base.extend(${more})`,
      `Base.merge(z.object(${more}))`,
      `${whole}.pick(${mask})`,
      `${whole}.omit(${mask})`,
      `${whole}.partial()`,
      `${whole}.partial(${mask})`,
      `${whole}.required()`,
      `${whole}.required(${mask})`,
      `z.object({ ...Base.shape, own: ${this.#any(`${place}/own`, 1)} })`,
      `z.intersection(z.object({ left: ${this.#any(`${place}/left`, 1)} }), z.object({ right: ${this.#string(`${place}/right`)} }))`,
      'Base.keyof()',
      `z.object({ base: Base.optional(), list: Base.array() })`,
      `z.object({ a: Base.shape.a })`,
    ]);
  }
}

const leaves = [null, true, false, 0, 1, 2, 3, 4, 5, 1.5, -1, '', 'x', 'yy', 'zzz', 'open', 'paid', 'abcdef'];

/** Payloads that have a chance to fit. */
export function randomPayload(random: () => number, depth = 3): unknown {
  const kind = random();
  if (depth <= 0 || kind < 0.3) return leaves[Math.floor(random() * leaves.length)];
  if (kind < 0.42)
    return Array.from({ length: Math.floor(random() * 4) }, () => randomPayload(random, depth - 1));
  const names = [...keys, 't', 'own', 'left', 'right', 'base', 'list', 'e'].filter((name) =>
    keys.includes(name) ? random() < 0.7 : random() < 0.25,
  );
  return Object.fromEntries(
    names.map((name) => [
      name,
      name === 't' ? (random() < 0.5 ? 'a' : 'b') : randomPayload(random, depth - 1),
    ]),
  );
}

type Json = Readonly<Record<string, unknown>>;

/** Payloads that a schema accepts, as far as they can be made one part after the other; they have no key that it does not know, but for `e`. */
export class ValidPayloads {
  readonly #definitions: Json;
  readonly #random: () => number;

  constructor(document: Json, random: () => number) {
    this.#definitions = document['$defs'] as Json;
    this.#random = random;
  }

  of(name: string): unknown {
    return this.#make(this.#definitions[name] as Json);
  }

  #pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#random() * items.length)] as T;
  }

  #make(schema: Json): unknown {
    const { $ref, anyOf, allOf, enum: values, type } = schema;
    if (typeof $ref === 'string') return this.of($ref.slice('#/$defs/'.length));
    if (Array.isArray(anyOf)) return this.#make(this.#pick(anyOf as Json[]));
    if (Array.isArray(allOf)) return Object.assign({}, ...(allOf as Json[]).map((part) => this.#make(part)));
    if (Array.isArray(values)) return this.#pick(values as unknown[]);
    if (type === 'string')
      return 'abcdefgh'.slice(0, this.#between(schema['minLength'], schema['maxLength']));
    if (type === 'number' || type === 'integer') return this.#numeric(schema);
    if (type === 'boolean') return this.#random() < 0.5;
    if (type === 'null') return null;
    if (type === 'array') return this.#list(schema);
    return type === 'object' ? this.#object(schema) : this.#pick(leaves);
  }

  #between(least: unknown, most: unknown): number {
    const from = typeof least === 'number' ? least : 0;
    const to = typeof most === 'number' ? most : from + 4;
    return from + Math.floor(this.#random() * (to - from + 1));
  }

  #numeric(schema: Json): number {
    const numbers = [-6, -2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 12, 60];
    const fits = numbers.filter((value) =>
      Object.entries(schema).every(([key, bound]) => {
        if (key === 'type') return bound !== 'integer' || Number.isInteger(value);
        const limit = bound as number;
        if (key === 'multipleOf') return Number.isInteger(value / limit);
        if (key === 'minimum') return value >= limit;
        if (key === 'maximum') return value <= limit;
        return key === 'exclusiveMinimum' ? value > limit : value < limit;
      }),
    );
    return this.#pick(fits);
  }

  #list(schema: Json): unknown {
    const { prefixItems, items, minItems, maxItems } = schema;
    if (Array.isArray(prefixItems)) return (prefixItems as Json[]).map((item) => this.#make(item));
    const length = this.#between(minItems, maxItems);
    return Array.from({ length }, () => this.#make(items as Json));
  }

  #object({ properties = {}, required = [], additionalProperties: others = {} }: Json): unknown {
    const made = Object.entries(properties as Json).flatMap(([key, inner]) =>
      (required as string[]).includes(key) || this.#random() < 0.6 ? [[key, this.#make(inner as Json)]] : [],
    );
    const more = others !== false && this.#random() < 0.4 ? [['e', this.#make(others as Json)]] : [];
    return Object.fromEntries([...made, ...more]);
  }
}
