import { code, text } from '../../report/text.ts';
import { compareArguments } from './compare-inputs.ts';
import { builtIn, namedType } from './model.ts';
import type { FieldDefinition } from './model.ts';
import type { Happening } from './report.ts';
import type { Schema, SchemaType } from './schema.ts';
import { isSafeOutput } from './type-moves.ts';
import { added, widened } from './without-harm.ts';

/** Fields of an object or interface, and their arguments. */
export function* compareFields(
  before: Schema,
  after: Schema,
  old: SchemaType,
  next: SchemaType,
): Iterable<Happening> {
  const isRoot = before.rootKind(old.name) !== undefined;
  for (const [name, field] of old.fields) {
    const other = next.fields.get(name);
    const coordinate = `${old.name}.${name}`;
    const shared = { type: old.name, coordinate, old: old.spot(name) } as const;
    if (!other) {
      yield {
        ...shared,
        rule: isRoot ? 'contract-operation-removed' : 'contract-response-changed',
        kind: 'field-removed',
        level: field.deprecated ? 'warn' : 'breaking',
        direction: isRoot ? null : 'response',
        phrase: [field.deprecated ? 'is gone; it was deprecated' : 'is gone'],
        together: field.deprecated ? ['no longer has', 'deprecated fields'] : ['no longer has', 'fields'],
        new: null,
      };
    } else if (field !== other) {
      yield* compareOutput(after, old, next, field, other);
      yield* compareArguments(old, next, field, other);
    }
  }
  for (const name of next.fields.keys()) {
    if (old.fields.has(name)) continue;
    const shared = { rule: 'contract-response-changed', direction: 'response', type: old.name } as const;
    yield added(shared, `${old.name}.${name}`, 'field-added', next.spot(name));
  }
}

function* compareOutput(
  after: Schema,
  old: SchemaType,
  next: SchemaType,
  field: FieldDefinition,
  other: FieldDefinition,
): Iterable<Happening> {
  const shared = { rule: 'contract-response-changed', direction: 'response', type: old.name } as const;
  const spots = { old: old.spot(field.name), new: next.spot(field.name) };
  const coordinate = `${old.name}.${field.name}`;
  if (field.deprecated !== other.deprecated)
    yield {
      ...shared,
      ...spots,
      coordinate,
      kind: 'field-deprecation-changed',
      level: 'compatible',
      phrase: [other.deprecated ? 'is deprecated' : 'is no longer deprecated'],
      together: ['changed', 'deprecations'],
      uses: null,
    };
  if (isSafeOutput(field.type, other.type)) {
    if (field.type !== other.type) yield widened(shared, coordinate, [field.type, other.type], spots);
    return;
  }
  const [from, to] = [namedType(field.type), namedType(other.type)];
  const onlyName = from !== to && isSafeOutput(field.type.replace(from, to), other.type);
  const soft = onlyName ? softly(after, from, to) : undefined;
  const becameNullable = isSafeOutput(field.type.replaceAll('!', ''), other.type);
  yield {
    rule: 'contract-response-changed',
    kind: becameNullable ? 'field-became-nullable' : onlyName ? 'field-type-replaced' : 'field-type-changed',
    level: soft ? 'warn' : 'breaking',
    direction: 'response',
    type: old.name,
    coordinate,
    phrase: text`is now ${code(other.type)} instead of ${code(field.type)}`,
    together: becameNullable ? ['may now be null in', 'fields'] : ['has other types in', 'fields'],
    ...(soft?.reason === undefined ? {} : { reason: soft.reason }),
    old: old.spot(field.name),
    new: next.spot(field.name),
    uses: null,
  };
}

/** Another type that may well be the same on the wire. */
function softly(after: Schema, from: string, to: string): { readonly reason?: string } | undefined {
  if ([from, to].every((name) => name === 'ID' || name === 'String')) return {};
  const isCustom = (name: string): boolean =>
    !builtIn.has(name) && (after.types.get(name)?.kind ?? 'scalar') === 'scalar';
  const isScalar = (name: string): boolean => builtIn.has(name) || isCustom(name);
  if (isScalar(from) && isScalar(to) && (isCustom(from) || isCustom(to)))
    return { reason: 'What such a scalar looks like is not said in the schema' };
  const narrowed = after.types.get(to);
  if (narrowed?.interfaces.has(from) || after.types.get(from)?.members.has(to)) return {};
  return undefined;
}
