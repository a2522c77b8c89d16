import type { JsonObject } from '../../../contracts/at.ts';

/**
 * What a schema of zod takes in, as far as its text says: what `parse` accepts, before anything is transformed. What
 * cannot be told is `unknown`, and compares as equal to anything.
 */
export interface ZodType {
  readonly body: Body;
  /** whether it may be left out: because it is optional, because it has a default; `unsure` where that cannot be told */
  readonly absent: Absent;
  readonly nullable: boolean;
  /** what follows in the chain speaks of something else than what comes in: a `transform`, a `pipe` */
  readonly isOver: boolean;
}

export type Absent = 'no' | 'optional' | 'default' | 'unsure';

export type Body =
  | { readonly kind: 'unknown' }
  /** the constant of that name */
  | { readonly kind: 'reference'; readonly name: string }
  /** scalars, lists of values, and what accepts everything or nothing */
  | { readonly kind: 'plain'; readonly schema: JsonObject }
  | { readonly kind: 'list'; readonly item: ZodType; readonly bounds: JsonObject }
  | { readonly kind: 'tuple'; readonly items: readonly ZodType[]; readonly rest: ZodType | null }
  | { readonly kind: 'record'; readonly value: ZodType }
  | { readonly kind: 'union'; readonly options: readonly ZodType[] }
  | { readonly kind: 'both'; readonly parts: readonly ZodType[] }
  | ObjectBody;

export interface ObjectBody {
  readonly kind: 'object';
  readonly fields: ReadonlyMap<string, ZodField>;
  /** what becomes of other keys: let through or left out, refused, or checked */
  readonly others: 'any' | 'refused' | ZodType;
}

export interface ZodField {
  readonly type: ZodType;
  /** 1-based */
  readonly line: number;
}

const plainDefaults = { absent: 'no', nullable: false, isOver: false } as const;

export const unknownType: ZodType = { ...plainDefaults, body: { kind: 'unknown' }, absent: 'unsure' };
/** Must be there, whatever it is. */
export const somethingType: ZodType = { ...plainDefaults, body: { kind: 'unknown' } };
/** A key that may hold anything may be missing for zod 3, and not for zod 4. */
export const anythingType: ZodType = { ...plainDefaults, body: plainBody({}), absent: 'unsure' };
export const nothingType: ZodType = { ...plainDefaults, body: plainBody({ not: {} }) };

export function typeOf(body: Body): ZodType {
  return { ...plainDefaults, body };
}

export function plain(schema: JsonObject): ZodType {
  return typeOf(plainBody(schema));
}

function plainBody(schema: JsonObject): Body {
  return { kind: 'plain', schema };
}

/** What is left of a type of which one part cannot be told: only whether it has to be there. */
export function forgotten({ absent }: ZodType): ZodType {
  return { ...unknownType, absent };
}
