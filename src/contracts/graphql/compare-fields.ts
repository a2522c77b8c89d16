import { code, text } from '../../report/text.ts';
import { builtIn, isRequired, namedType } from './model.ts';
import type { FieldDefinition, InputDefinition } from './model.ts';
import type { Happening } from './report.ts';
import type { Schema, SchemaType } from './schema.ts';
import { isSafeInput, isSafeOutput } from './type-moves.ts';

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
}

function* compareOutput(
  after: Schema,
  old: SchemaType,
  next: SchemaType,
  field: FieldDefinition,
  other: FieldDefinition,
): Iterable<Happening> {
  if (isSafeOutput(field.type, other.type)) return;
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
    coordinate: `${old.name}.${field.name}`,
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

function* compareArguments(
  old: SchemaType,
  next: SchemaType,
  field: FieldDefinition,
  other: FieldDefinition,
): Iterable<Happening> {
  const given = new Map(other.args.map((arg) => [arg.name, arg]));
  const known = new Set(field.args.map(({ name }) => name));
  const shared = { rule: 'contract-parameter-changed', direction: 'request', type: old.name } as const;
  const at = (name: string) => ({ coordinate: `${old.name}.${field.name}(${name}:)` });
  for (const arg of field.args) {
    const now = given.get(arg.name);
    const spot = old.spot(field.name, arg.name);
    if (now) {
      const where = { ...shared, ...at(arg.name), old: spot, new: next.spot(field.name, arg.name) };
      yield* compareInput(arg, now, where, 'argument', 'arguments');
      continue;
    }
    yield {
      ...shared,
      ...at(arg.name),
      kind: 'argument-removed',
      level: arg.deprecated ? 'warn' : 'breaking',
      phrase: ['is no longer taken'],
      together: ['no longer takes', 'arguments'],
      old: spot,
      new: null,
    };
  }
  for (const arg of other.args.filter((each) => !known.has(each.name) && isRequired(each))) {
    yield {
      ...shared,
      ...at(arg.name),
      kind: 'required-argument-added',
      level: 'breaking',
      phrase: ['is new and required'],
      together: ['demands', 'new arguments'],
      old: null,
      new: next.spot(field.name, arg.name),
    };
  }
}

/** Fields of an input. */
export function* compareInputs(old: SchemaType, next: SchemaType): Iterable<Happening> {
  const shared = { rule: 'contract-request-narrowed', direction: 'request', type: old.name } as const;
  for (const [name, field] of old.fields) {
    const now = next.fields.get(name);
    const where = { ...shared, coordinate: `${old.name}.${name}`, old: old.spot(name) };
    if (now) {
      yield* compareInput(field, now, { ...where, new: next.spot(name) }, 'input-field', 'fields');
      continue;
    }
    yield {
      ...where,
      kind: 'input-field-removed',
      level: field.deprecated ? 'warn' : 'breaking',
      phrase: ['is no longer taken'],
      together: ['no longer takes', 'fields'],
      new: null,
    };
  }
  for (const [name, field] of next.fields) {
    if (old.fields.has(name) || !isRequired(field)) continue;
    yield {
      ...shared,
      coordinate: `${old.name}.${name}`,
      kind: 'required-input-field-added',
      level: 'breaking',
      phrase: ['is new and required'],
      together: ['demands', 'new fields'],
      old: null,
      new: next.spot(name),
    };
  }
}

type Where = Pick<Happening, 'rule' | 'direction' | 'type' | 'coordinate' | 'old' | 'new'>;

function* compareInput(
  old: InputDefinition,
  next: InputDefinition,
  where: Where,
  kind: string,
  noun: string,
): Iterable<Happening> {
  if (!isSafeInput(old.type, next.type)) {
    const [from, to] = [namedType(old.type), namedType(next.type)];
    const onlyName = from !== to && isSafeInput(old.type.replace(from, to), next.type);
    const becameRequired = isSafeInput(`${old.type}!`, next.type) && next.default === undefined;
    yield {
      ...where,
      kind: becameRequired
        ? `${kind}-became-required`
        : onlyName
          ? `${kind}-type-replaced`
          : `${kind}-type-changed`,
      level: 'breaking',
      phrase: text`is now ${code(next.type)} instead of ${code(old.type)}`,
      together: becameRequired ? ['now demands', noun] : ['takes other types in', noun],
      uses: null,
    };
  } else if (!isRequired(old) && isRequired(next)) {
    yield {
      ...where,
      kind: `${kind}-became-required`,
      level: 'breaking',
      phrase: ['has no default any more, so that it must be given'],
      together: ['now demands', noun],
      uses: null,
    };
  } else if (kind === 'argument' && old.default !== undefined && old.default !== next.default) {
    yield {
      ...where,
      kind: 'argument-default-changed',
      level: 'warn',
      phrase: [next.default === undefined ? 'has no default any more' : 'has another default'],
      together: ['has other defaults for', noun],
      uses: null,
    };
  }
}
