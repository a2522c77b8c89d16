import type { At } from '../at.ts';
import { anyType } from './types.ts';

/**
 * A schema that is still to be read: the intersection of some schema objects. Most
 * have one; a property that two `allOf` branches declare has two.
 */
export interface Parts {
  /** same for the same set of schema objects of one side */
  readonly id: string;
  readonly parts: readonly At[];
  /** of a schema that no document spells out as such (a Swagger 2.0 form) */
  readonly made?: Shape;
}

export interface Bound {
  readonly value: number;
  /** the value itself is left out */
  readonly open: boolean;
}

export interface Branch {
  readonly parts: Parts;
  /** name of the component it refers to; absent for one written in place */
  readonly name?: string;
}

/** Alternatives of one `anyOf` or `oneOf`. */
export interface Group {
  readonly kind: 'anyOf' | 'oneOf';
  readonly branches: readonly Branch[];
}

export interface Condition {
  readonly if: Parts;
  /** what `then` demands */
  readonly holds?: Parts;
  /** what `else` demands */
  readonly fails?: Parts;
}

export interface Contains {
  readonly parts: Parts;
  readonly min: number;
  readonly max: number;
}

export interface Discriminator {
  readonly at: At;
  readonly property: string;
  /** value to reference, as written */
  readonly mapping: ReadonlyMap<string, string>;
}

/**
 * Normal form of a schema: references followed, `allOf` flattened by intersection,
 * the many ways to say "or null" made one. What a keyword does not say is absent
 * or empty, and a default that means nothing (`minLength: 0`) is left out.
 */
export interface Shape {
  /** the schema objects that it was made of, the outermost first */
  readonly sources: readonly At[];
  /** accepts nothing */
  readonly never: boolean;
  readonly types: number;
  /** what is accepted, by canonical JSON; null stands among the types */
  readonly values?: ReadonlyMap<string, unknown>;
  /** values of an enumeration that says more may come */
  readonly extensible?: ReadonlyMap<string, unknown>;
  readonly lower?: Bound;
  readonly upper?: Bound;
  readonly multiples: readonly number[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly patterns: ReadonlySet<string>;
  readonly formats: ReadonlySet<string>;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems: boolean;
  readonly prefix: readonly Parts[];
  /** items behind the prefix */
  readonly items?: Parts;
  readonly contains: readonly Contains[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly properties: ReadonlyMap<string, Parts>;
  readonly patternProperties: ReadonlyMap<string, Parts>;
  /** properties that are not declared; absent: anything */
  readonly additional?: Parts;
  readonly required: ReadonlySet<string>;
  readonly propertyNames?: Parts;
  readonly dependentRequired: ReadonlyMap<string, ReadonlySet<string>>;
  readonly dependentSchemas: ReadonlyMap<string, Parts>;
  readonly unevaluatedItems?: Parts;
  readonly not: readonly Parts[];
  readonly conditions: readonly Condition[];
  readonly groups: readonly Group[];
  readonly discriminator?: Discriminator;
  readonly contentEncoding?: string;
  readonly contentMediaType?: string;
  readonly contentSchema?: Parts;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** canonical JSON */
  readonly default?: string;
}

const none: ReadonlyMap<string, never> = new Map<string, never>();
const empty: ReadonlySet<string> = new Set<string>();

/** The schema that accepts everything. */
export const anything: Shape = {
  sources: [],
  never: false,
  types: anyType,
  multiples: [],
  patterns: empty,
  formats: empty,
  uniqueItems: false,
  prefix: [],
  contains: [],
  properties: none,
  patternProperties: none,
  required: empty,
  dependentRequired: none,
  dependentSchemas: none,
  not: [],
  conditions: [],
  groups: [],
  readOnly: false,
  writeOnly: false,
};

export const anyParts: Parts = { id: 't', parts: [], made: anything };
/** A reference that leads nowhere: what it accepts is not known, and no change of it can be told. */
export const unknownParts: Parts = { id: '?', parts: [], made: anything };
export const neverParts: Parts = { id: 'f', parts: [], made: { ...anything, never: true, types: 0 } };

/** The intersection of two. */
export function join(one: Parts | undefined, other: Parts | undefined): Parts | undefined {
  if (!one || one.id === other?.id || one.id === 't') return other ?? one;
  if (!other || other.id === 't') return one;
  if (one.id === 'f' || other.id === 'f') return neverParts;
  const ids = [...new Set([...one.id.split('&'), ...other.id.split('&')])].sort();
  const parts = [...one.parts];
  for (const part of other.parts) if (!parts.some((known) => known.node === part.node)) parts.push(part);
  return { id: ids.join('&'), parts };
}
