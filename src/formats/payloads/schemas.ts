import type { JsonObject } from '../../contracts/at.ts';
import { escapePointer } from '../../contracts/at.ts';
import type { Syntax } from '../tree-sitter/syntax.ts';
import type { ProcedureInput, SchemaSet } from './payload-module.ts';
import { procedureInputsOf } from './procedure-inputs.ts';
import { queuedTypesOf } from './queued-types.ts';
import { topConstantsOf } from './top-constants.ts';
import { emit } from './zod/emit.ts';
import { ZodReader } from './zod/zod-reader.ts';
import type { ZodType } from './zod/zod-type.ts';

/**
 * Schemas of zod that are bound to constants at the top of a file or are the inputs of procedures, as JSON Schemas of
 * what they take in; and types of data that is queued.
 */
export function schemasOf(syntax: Syntax): {
  readonly schemas: SchemaSet | null;
  readonly inputs: readonly ProcedureInput[];
} {
  const written = procedureInputsOf(syntax);
  const inputs = written.map(({ node: _, ...input }) => input);
  const queued = queuedTypesOf(syntax);
  const hasZod = /\bz\.\w/.test(syntax.text) && /\bzod\b/.test(syntax.text);
  if (!hasZod && queued.length === 0) return { schemas: null, inputs };
  const lines = new Map<string, number>();
  const least = new Map<string, JsonObject>();
  const most = new Map<string, JsonObject>();
  const add = (name: string, line: number, type: ZodType): void => {
    if (type.body.kind === 'unknown') return;
    const pointer = `/$defs/${escapePointer(name)}`;
    lines.set(pointer, line);
    least.set(
      name,
      emit(type, pointer, 'required', (at, inner) => lines.set(at, inner)),
    );
    most.set(
      name,
      emit(type, pointer, 'optional', () => undefined),
    );
  };
  if (hasZod) {
    const constants = topConstantsOf(syntax);
    const reader = new ZodReader(syntax, new Map([...constants].map(([name, { value }]) => [name, value])));
    for (const [name, { line }] of constants) add(name, line, reader.constant(name));
    for (const { schema, line, node } of written) add(schema, line, reader.read(node));
  }
  const types = queued.filter(({ name }) => !least.has(name));
  for (const { name, line, type } of types) add(name, line, type);
  if (least.size === 0) return { schemas: null, inputs };
  const [narrow, wide] = [least, most].map((all) => ({ $defs: Object.fromEntries(all) }));
  return {
    schemas: {
      least: narrow ?? {},
      most: wide ?? {},
      lines,
      names: [...least.keys()],
      types: new Set(types.map(({ name }) => name)),
    },
    inputs,
  };
}
