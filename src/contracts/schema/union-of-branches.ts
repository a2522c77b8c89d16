import { isObject, own } from '../at.ts';
import { readKeywords, saysSomething } from './keywords.ts';
import type { ToParts } from './keywords.ts';
import { anything } from './shape.ts';
import type { Branch, Group, Parts, Shape } from './shape.ts';
import { scalar, typeBits, typesOf } from './types.ts';

/**
 * Alternatives as one schema, where they are nothing but types or lists of values:
 * `anyOf: [{ const: a }, { const: b }]` is another way to write an enumeration.
 * Decided on the text alone: a branch may lead back to the schema that is being
 * read.
 */
export function unionOfBranches(
  kind: Group['kind'],
  branches: readonly Branch[],
  toParts: ToParts,
): Shape | undefined {
  const types = branches.map(({ parts }) => plainTypes(parts));
  if (types.every((bits) => bits !== undefined) && (kind === 'anyOf' || areApart(types))) {
    return { ...anything, types: allOf(types) };
  }
  return unionOfValues(branches, toParts);
}

/** Alternatives that add something: in an `anyOf`, those within a plain `string` or `number` beside them do not. */
export function withoutCovered(kind: Group['kind'], branches: readonly Branch[]): readonly Branch[] {
  if (kind === 'oneOf') return branches;
  const plain = branches.map(({ parts }) => plainTypes(parts) ?? 0);
  const covered = allOf(plain) & scalar;
  if (covered === 0) return branches;
  return branches.filter(({ parts }, index) => {
    const types = (plain[index] ?? 0) === 0 ? declaredTypes(parts) : undefined;
    return types === undefined || (types & ~covered) !== 0;
  });
}

/**
 * Types of a schema that says nothing but which types it accepts.
 */
export function plainTypes(parts: Parts): number | undefined {
  const node = nodeOf(parts);
  if (!isObject(node)) return undefined;
  const said = keywordsOf(node);
  const fixed = own(node, 'const') === null || sameAsNull(own(node, 'enum'));
  if (fixed && said.every((key) => ['type', 'const', 'enum'].includes(key))) return typeBits.null;
  if (!said.every((key) => ['type', 'nullable', 'deprecated'].includes(key))) return undefined;
  return declaredTypes(parts);
}

/** What must not be of certain types has the others. */
export function withoutTypes(shape: Shape): Shape {
  const [only] = shape.not;
  const bits = only && shape.not.length === 1 ? plainTypes(only) : undefined;
  return bits === undefined ? shape : { ...shape, not: [], types: shape.types & ~bits };
}

function declaredTypes(parts: Parts): number | undefined {
  const node = nodeOf(parts);
  const types = typesOf(own(node, 'type'));
  return own(node, 'nullable') === true && types !== undefined ? types | typeBits.null : types;
}

function unionOfValues(branches: readonly Branch[], toParts: ToParts): Shape | undefined {
  const values = new Map<string, unknown>();
  let types = 0;
  for (const { parts } of branches) {
    if (plainTypes(parts) === typeBits.null) {
      types |= typeBits.null;
      continue;
    }
    const [part] = parts.parts;
    if (!part || !isListOfValues(parts)) return undefined;
    const shape = readKeywords(part, toParts);
    if (!shape.values || shape.never) return undefined;
    types |= shape.types;
    // What stands in two alternatives is in a `oneOf` by a slip: everybody means the list.
    for (const [key, value] of shape.values) values.set(key, value);
  }
  return values.size === 0 ? undefined : { ...anything, types, values };
}

function isListOfValues(parts: Parts): boolean {
  const node = nodeOf(parts);
  if (!isObject(node) || (own(node, 'const') === undefined && !Array.isArray(own(node, 'enum'))))
    return false;
  return keywordsOf(node).every((key) => ['type', 'const', 'enum', 'deprecated'].includes(key));
}

function nodeOf({ parts }: Parts): unknown {
  return parts.length === 1 ? parts[0]?.node : undefined;
}

function keywordsOf(node: object): readonly string[] {
  return Object.keys(node).filter((key) => saysSomething({ [key]: true }));
}

/** Whether no payload has two of these types. */
function areApart(types: readonly number[]): boolean {
  let all = 0;
  return types.every((bits) => {
    const isApart = (all & bits) === 0;
    all |= bits;
    return isApart;
  });
}

function allOf(types: readonly number[]): number {
  return types.reduce((all, bits) => all | bits, 0);
}

function sameAsNull(values: unknown): boolean {
  return Array.isArray(values) && values.length === 1 && values[0] === null;
}
