import { code, text } from '../../report/text.ts';
import { onlyJson } from './compare-protobuf.ts';
import type { Said } from './compare-protobuf.ts';
import { givenUp } from './given-up.ts';
import { isReserved, scalars } from './model.ts';
import type { Label, ProtoField, ProtoMessage } from './model.ts';
import { typeMove } from './types.ts';
import type { ProtoTypes } from './types.ts';

interface Side {
  readonly types: ProtoTypes;
  readonly message: ProtoMessage;
}

interface Names {
  readonly old: string;
  readonly new: string;
}

/** Fields of a message, by their numbers. */
export function compareFields(old: Side, next: Side, names: Names, say: (said: Said) => void): void {
  const short = names.old.slice(names.old.lastIndexOf('.') + 1);
  for (const [number, field] of Object.entries(old.message.fields)) {
    const found = next.message.fields[number];
    const subject = `${short}.${field.name}`;
    const was = ['messages', names.old, 'fields', number];
    if (found) {
      const places = { old: was, new: ['messages', names.new, 'fields', number] };
      for (const said of fieldChanges({ old, new: next }, { old: field, new: found }, names))
        say({ subject, ...places, ...said });
    } else removed(field, next.message, subject, { old: was, new: ['messages', names.new] }, say);
  }
  if (next.message.looseJson && !old.message.looseJson)
    say({
      kind: 'message-json-format-changed',
      level: 'warn',
      subject: short,
      title: text`JSON of ${code(short)} is no longer certain: names may clash`,
      reason: onlyJson,
      old: ['messages', names.old],
      new: ['messages', names.new],
    });
  const isUsed = Object.values(next.message.fields).some(({ number }) =>
    isReserved(old.message.reserved, number),
  );
  const given = isUsed ? null : givenUp(old.message.reserved, next.message.reserved, short);
  if (given) say({ ...given, old: ['messages', names.old], new: ['messages', names.new] });
  for (const [number, field] of Object.entries(next.message.fields)) {
    if (number in old.message.fields) continue;
    const subject = `${short}.${field.name}`;
    const place = { subject, old: null, new: ['messages', names.new, 'fields', number] };
    if (field.label === 'required')
      say({
        ...place,
        kind: 'required-field-added',
        level: 'breaking',
        title: text`${code(subject)} is new and required`,
      });
    if (isReserved(old.message.reserved, field.number))
      say({
        ...place,
        kind: 'reserved-number-used',
        level: 'breaking',
        title: text`${code(subject)} uses the number ${field.number}, which was reserved`,
      });
  }
}

function removed(
  field: ProtoField,
  message: ProtoMessage,
  subject: string,
  places: Pick<Said, 'old' | 'new'>,
  say: (said: Said) => void,
): void {
  if (field.label === 'required') {
    const title = text`The required ${code(subject)} was removed`;
    say({ ...places, kind: 'required-field-removed', level: 'breaking', subject, title });
  } else if (!isReserved(message.reserved, field.number)) {
    say({
      ...places,
      kind: 'field-removed-without-reserve',
      level: 'warn',
      subject,
      title: text`${code(subject)} was removed, and its number ${field.number} is not reserved`,
      reason: 'A later field with this number would be read by old clients as this one',
    });
  } else if (!message.reserved.names.includes(field.name)) {
    say({
      ...places,
      kind: 'field-name-not-reserved',
      level: 'warn',
      subject,
      title: text`${code(subject)} was removed, and its name is not reserved`,
      reason: 'JSON of a later field with this name would be read by old clients as this one',
    });
  }
}

type Found = Pick<Said, 'kind' | 'level' | 'title' | 'reason'>;

/** What changed in a field that both sides have. */
export function fieldChanges(
  sides: { readonly old: Side; readonly new: Side },
  fields: { readonly old: ProtoField; readonly new: ProtoField },
  names: Names,
): readonly Found[] {
  const { old, new: next } = fields;
  const short = names.old.slice(names.old.lastIndexOf('.') + 1);
  const subject = `${short}.${old.name}`;
  if (isEntry(fields, sides.new, names.new) || isEntry({ old: next, new: old }, sides.old, names.old))
    return [
      {
        kind: 'field-json-type-changed',
        level: 'warn',
        title: text`${code(subject)} was ${code(spelled(old))} and is ${code(spelled(next))}`,
        reason: onlyJson,
      },
    ];
  const move = typeMove(sides.old.types, sides.new.types, fields, names);
  const [was, is] = [spelled(old), spelled(next)];
  if (move === 'wire' || (isMap(old) !== isMap(next) && old.label !== next.label)) {
    const isOther = old.name !== next.name;
    const title = isOther
      ? text`Number ${old.number} of ${code(short)} was ${code(old.name)} (${code(was)}) and is ${code(next.name)} (${code(is)})`
      : text`${code(subject)} was ${code(was)} and is ${code(is)}`;
    return [{ kind: isOther ? 'number-reused' : 'field-type-changed', level: 'breaking', title }];
  }
  if (isEncodedOtherwise(sides, fields, names)) {
    const title = text`${code(subject)} is written ${[next.delimited ? 'as a group is' : 'behind its length']}, and was not`;
    return [{ kind: 'field-type-changed', level: 'breaking', title }];
  }
  const found: Found[] = [];
  if (move === 'json')
    found.push({
      kind: 'field-json-type-changed',
      level: 'warn',
      title: text`${code(subject)} was ${code(was)} and is ${code(is)}`,
      reason: onlyJson,
    });
  if (isMany(old.label) !== isMany(next.label))
    found.push({
      kind: 'field-cardinality-changed',
      level: 'breaking',
      title: text`${code(subject)} was ${code(was)} and is ${code(is)}`,
    });
  if ((old.label === 'required') !== (next.label === 'required'))
    found.push({
      kind: 'field-required-changed',
      level: 'breaking',
      title:
        next.label === 'required'
          ? text`${code(subject)} is now required`
          : text`${code(subject)} is no longer required`,
    });
  if (old.json !== next.json)
    found.push({
      kind: 'field-json-name-changed',
      level: 'warn',
      title: text`${code(subject)} is called ${code(next.json)} in JSON, no longer ${code(old.json)}`,
      reason: onlyJson,
    });
  if (old.oneof !== next.oneof && !isRenamedOneof(sides, fields))
    found.push({
      kind: 'field-oneof-changed',
      level: 'warn',
      title: oneofTitle(fields, subject),
      reason: 'Setting it clears the other members, and did not before, or the other way round',
    });
  if (old.preset !== next.preset)
    found.push({
      kind: 'field-default-changed',
      level: 'warn',
      title: text`The default of ${code(subject)} changed`,
      reason: 'Both sides must agree on what an absent field means',
    });
  return found;
}

function oneofTitle(
  { old, new: next }: { readonly old: ProtoField; readonly new: ProtoField },
  subject: string,
): Said['title'] {
  if (old.oneof !== undefined && next.oneof !== undefined)
    return text`${code(subject)} went from the oneof ${code(old.oneof)} to ${code(next.oneof)}`;
  return next.oneof === undefined
    ? text`${code(subject)} is no longer a member of the oneof ${code(old.oneof ?? '')}`
    : text`${code(subject)} is now a member of the oneof ${code(next.oneof)}`;
}

/** All that is left of a oneof is in one that has nothing else from before: it has another name, which no message holds. */
function isRenamedOneof(
  sides: { readonly old: Side; readonly new: Side },
  { old, new: next }: { readonly old: ProtoField; readonly new: ProtoField },
): boolean {
  if (old.oneof === undefined || next.oneof === undefined) return false;
  const before = sides.old.message.fields;
  return Object.entries(sides.new.message.fields).every(([number, field]) => {
    const known = before[number];
    return known === undefined || (known.oneof === old.oneof) === (field.oneof === next.oneof);
  });
}

/** A map is written as a list of messages with the key as number 1 and the value as number 2. */
function isEntry(
  { old, new: next }: { readonly old: ProtoField; readonly new: ProtoField },
  { types }: Side,
  scope: string,
): boolean {
  if (old.label !== 'map' || next.label !== 'repeated') return false;
  const fields = types.messages.get(types.resolve(next.type, scope))?.definition.fields ?? {};
  return Object.keys(fields).length === 2 && fields['1']?.type === old.key && fields['2']?.type === old.type;
}

function isEncodedOtherwise(
  sides: { readonly old: Side; readonly new: Side },
  { old, new: next }: { readonly old: ProtoField; readonly new: ProtoField },
  names: Names,
): boolean {
  if (old.delimited === next.delimited) return false;
  const isOther = ({ types }: Side, type: string, scope: string): boolean =>
    scalars.has(type) || types.enums.has(types.resolve(type, scope));
  return !isOther(sides.old, old.type, names.old) && !isOther(sides.new, next.type, names.new);
}

function isMap({ label }: ProtoField): boolean {
  return label === 'map';
}

function isMany(label: Label): boolean {
  return label === 'repeated' || label === 'map';
}

function spelled({ label, type, key }: ProtoField): string {
  if (label === 'map') return `map<${key ?? ''}, ${type}>`;
  return label === 'repeated' ? `repeated ${type}` : type;
}
