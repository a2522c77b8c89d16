import { typeOf } from './zod/zod-type.ts';
import type { ObjectBody, ZodField, ZodType } from './zod/zod-type.ts';

/**
 * What TypeScript's own generic types make of an object type: `Pick`, `Omit`, `Partial`, `Required`, `Readonly`. Null
 * for others, and where the keys are not written out.
 *
 * @param keys of the second argument, where there is one
 */
export function utilityType(
  name: string,
  { fields, others }: ObjectBody,
  keys: readonly string[] | null,
): ZodType | null {
  const withFields = (all: Iterable<readonly [string, ZodField]>): ZodType =>
    typeOf({ kind: 'object', fields: new Map(all), others });
  const each = (absent: 'no' | 'optional'): ZodType =>
    withFields([...fields].map(([key, field]) => [key, { ...field, type: { ...field.type, absent } }]));
  switch (name) {
    case 'Readonly':
      return withFields(fields);
    case 'Partial':
      return each('optional');
    case 'Required':
      return each('no');
    case 'Pick':
      return keys && withFields([...fields].filter(([key]) => keys.includes(key)));
    case 'Omit':
      return keys && withFields([...fields].filter(([key]) => !keys.includes(key)));
    default:
      return null;
  }
}
