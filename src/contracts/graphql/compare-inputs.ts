import { code, text } from '../../report/text.ts';
import { isRequired, namedType } from './model.ts';
import type { FieldDefinition, InputDefinition } from './model.ts';
import type { Happening } from './report.ts';
import type { SchemaType } from './schema.ts';
import { isSafeInput } from './type-moves.ts';
import { added, widened } from './without-harm.ts';

/** Arguments of a field. */
export function* compareArguments(
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
  for (const arg of other.args.filter((each) => !known.has(each.name))) {
    const spot = next.spot(field.name, arg.name);
    if (!isRequired(arg)) {
      yield added(shared, at(arg.name).coordinate, 'optional-argument-added', spot);
      continue;
    }
    yield {
      ...shared,
      ...at(arg.name),
      kind: 'required-argument-added',
      level: 'breaking',
      phrase: ['is new and required'],
      together: ['demands', 'new arguments'],
      old: null,
      new: spot,
    };
  }
}

/** Fields of an input. */
export function* compareInputs(old: SchemaType, next: SchemaType): Iterable<Happening> {
  const shared = { rule: 'contract-request-narrowed', direction: 'request', type: old.name } as const;
  if (next.isOneOf && !old.isOneOf)
    yield {
      ...shared,
      coordinate: old.name,
      kind: 'input-became-one-of',
      level: 'breaking',
      phrase: ['takes just one of its fields now'],
      together: ['changed', 'inputs'],
      old: old.spot(),
      new: next.spot(),
      uses: null,
    };
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
    if (old.fields.has(name)) continue;
    if (!isRequired(field)) {
      yield added(shared, `${old.name}.${name}`, 'optional-input-field-added', next.spot(name));
      continue;
    }
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
  } else if (old.default !== undefined && old.default !== next.default) {
    yield {
      ...where,
      kind: `${kind}-default-changed`,
      level: 'warn',
      phrase: [next.default === undefined ? 'has no default any more' : 'has another default'],
      together: ['has other defaults for', noun],
      uses: null,
    };
  } else if (old.type !== next.type) {
    yield widened(where, where.coordinate, [old.type, next.type], where);
  }
}
