/** JSON types as a set of bits, so that "integer is inside number" needs no special case. */
export const typeBits = {
  null: 1,
  boolean: 2,
  string: 4,
  array: 8,
  object: 16,
  fraction: 32,
  integer: 64,
} as const;

export const anyType = 127;

/** A string in a place where numbers and booleans are written as text too (a query parameter). */
export const writtenAsText = 128;
export const number = typeBits.integer | typeBits.fraction;
export const scalar = typeBits.boolean | typeBits.string | number;

const named: Readonly<Record<string, number>> = {
  null: typeBits.null,
  boolean: typeBits.boolean,
  string: typeBits.string,
  array: typeBits.array,
  object: typeBits.object,
  integer: typeBits.integer,
  number,
  // Swagger 2.0: the bytes of an upload or a download.
  file: typeBits.string,
};

/** Bits of a `type` keyword, a name or a list of names; undefined when it says nothing that is known. */
export function typesOf(type: unknown): number | undefined {
  const names = Array.isArray(type) ? (type as unknown[]) : [type];
  let bits = 0;
  for (const name of names) {
    if (typeof name === 'string' && Object.hasOwn(named, name)) bits |= named[name] ?? 0;
  }
  return bits === 0 ? undefined : bits;
}

export function typeOfValue(value: unknown): number {
  if (value === null) return typeBits.null;
  if (Array.isArray(value)) return typeBits.array;
  if (typeof value === 'boolean') return typeBits.boolean;
  if (typeof value === 'string') return typeBits.string;
  if (typeof value === 'number') return Number.isInteger(value) ? typeBits.integer : typeBits.fraction;
  return typeBits.object;
}

/** Names of a set of types for people: `integer`, `string or null`. */
export function typeNames(all: number): string {
  const bits = all & writtenAsText ? (all & ~scalar) | typeBits.string : all;
  if (bits === anyType) return 'any type';
  const names: string[] = [];
  for (const name of ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']) {
    const own = named[name] ?? 0;
    if (name === 'integer' && (bits & number) === number) continue;
    if ((bits & own) === own) names.push(name);
  }
  return names.join(' or ') || 'nothing';
}
