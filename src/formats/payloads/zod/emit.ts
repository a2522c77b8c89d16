import { escapePointer } from '../../../contracts/at.ts';
import type { JsonObject } from '../../../contracts/at.ts';
import type { ObjectBody, ZodType } from './zod-type.ts';

/** Leads nowhere, so that it compares as equal to anything. */
const unknown: JsonObject = { $ref: '#/unknown' };

/** Told of the pointer of every property and its line. */
type Note = (pointer: string, line: number) => void;

/** Whether what may be missing or not counts as needed. */
export type Unsure = 'required' | 'optional';

/**
 * A JSON Schema that accepts what the type takes in. Constants that it refers to stand under `$defs`.
 */
export function emit(type: ZodType, pointer: string, unsure: Unsure, note: Note): JsonObject {
  if (!isKnown(type)) return { ...unknown };
  const at = type.nullable ? `${pointer}/anyOf/0` : pointer;
  const inner = bodyOf(type, at, unsure, note);
  return type.nullable ? { anyOf: [inner, { type: 'null' }] } : inner;
}

function bodyOf({ body }: ZodType, at: string, unsure: Unsure, note: Note): JsonObject {
  switch (body.kind) {
    case 'unknown':
      return { ...unknown };
    case 'reference':
      return { $ref: `#/$defs/${escapePointer(body.name)}` };
    case 'plain':
      // Places are told apart by their objects.
      return { ...body.schema };
    case 'list':
      return { type: 'array', items: emit(body.item, `${at}/items`, unsure, note), ...body.bounds };
    case 'tuple':
      return {
        type: 'array',
        prefixItems: body.items.map((item, index) => emit(item, `${at}/prefixItems/${index}`, unsure, note)),
        minItems: body.items.length,
        items: body.rest ? emit(body.rest, `${at}/items`, unsure, note) : false,
      };
    case 'record':
      return {
        type: 'object',
        additionalProperties: emit(body.value, `${at}/additionalProperties`, unsure, note),
      };
    case 'union':
      return {
        anyOf: body.options.map((option, index) => emit(option, `${at}/anyOf/${index}`, unsure, note)),
      };
    case 'both':
      return { allOf: body.parts.map((part, index) => emit(part, `${at}/allOf/${index}`, unsure, note)) };
    case 'object':
      return objectOf(body, at, unsure, note);
  }
}

function objectOf({ fields, others }: ObjectBody, at: string, unsure: Unsure, note: Note): JsonObject {
  const required = [...fields].flatMap(
    ([
      name,
      {
        type: { absent },
      },
    ]) => (absent === 'no' || (absent === 'unsure' && unsure === 'required') ? [name] : []),
  );
  const properties = [...fields].map(([name, { type, line }]) => {
    const pointer = `${at}/properties/${escapePointer(name)}`;
    note(pointer, line);
    return [name, emit(type, pointer, unsure, note)] as const;
  });
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
    ...(others === 'any'
      ? {}
      : {
          additionalProperties:
            others === 'refused' ? false : emit(others, `${at}/additionalProperties`, unsure, note),
        }),
  };
}

/** Alternatives of which one cannot be told may accept anything; so may a tuple or an intersection refuse it. */
function isKnown({ body }: ZodType): boolean {
  if (body.kind === 'union') return body.options.every(isKnown);
  if (body.kind === 'both') return body.parts.every(isKnown);
  return body.kind !== 'unknown';
}
