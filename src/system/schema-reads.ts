import type { Declaration, Read } from './facts.ts';
import type { Located } from './system.ts';

/** The idiom of a read that a schema makes. */
export const viaSchema = 'schema';

/**
 * What a schema takes from the environment when the program starts: the field says as much as a read
 * does, and it is where a program without the variable fails.
 */
export function schemaRead(field: Located<Declaration>): Located<Read> | null {
  if (field.role !== 'validated' || field.required === undefined) return null;
  const { name, line, file, phase, fallback } = field;
  const strength = field.required ? 'required' : field.defaulted === true ? 'defaulted' : 'guarded';
  return {
    kind: 'read',
    name,
    line,
    file,
    phase,
    strength,
    via: viaSchema,
    ...(fallback === undefined ? {} : { fallback }),
  };
}

/** A schema that asks for the variable does not give it. */
export function isNeed({ role, required }: Declaration): boolean {
  return role === 'validated' && required === true;
}
