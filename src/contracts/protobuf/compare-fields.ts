import { code, text } from '../../report/text.ts';
import { onlyJson } from './compare-protobuf.ts';
import type { Said } from './compare-protobuf.ts';
import { freed, isReserved } from './model.ts';
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
  const free = freed(old.message.reserved, next.message.reserved);
  const isUsed = Object.values(next.message.fields).some(({ number }) =>
    isReserved(old.message.reserved, number),
  );
  if (free.length > 0 && !isUsed) {
    say({
      kind: 'reserved-removed',
      level: 'warn',
      subject: short,
      title: text`${code(short)} no longer reserves ${[free.join(', ')]}`,
      reason: 'The numbers may be used again, and old messages may still hold them',
      old: ['messages', names.old],
      new: ['messages', names.new],
    });
  }
  for (const [number, field] of Object.entries(next.message.fields)) {
    if (number in old.message.fields) continue;
    const subject = `${short}.${field.name}`;
    const place = { subject, old: null, new: ['messages', names.new, 'fields', number] };
    if (field.label === 'required')
      say({ ...place, kind: 'required-field-added', level: 'breaking', title: text`${code(subject)} is new and required` }); // prettier-ignore
    if (isReserved(old.message.reserved, field.number))
      say({ ...place, kind: 'reserved-number-used', level: 'breaking', title: text`${code(subject)} uses the number ${field.number}, which was reserved` }); // prettier-ignore
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
  }
}

type Found = Pick<Said, 'kind' | 'level' | 'title' | 'reason'>;

function fieldChanges(
  sides: { readonly old: Side; readonly new: Side },
  fields: { readonly old: ProtoField; readonly new: ProtoField },
  names: Names,
): readonly Found[] {
  const { old, new: next } = fields;
  const short = names.old.slice(names.old.lastIndexOf('.') + 1);
  const subject = `${short}.${old.name}`;
  const move = typeMove(sides.old.types, sides.new.types, fields, names);
  const [was, is] = [spelled(old), spelled(next)];
  if (move === 'wire' || (isMap(old) !== isMap(next) && old.label !== next.label)) {
    const isOther = old.name !== next.name;
    const title = isOther
      ? text`Number ${old.number} of ${code(short)} was ${code(old.name)} (${code(was)}) and is ${code(next.name)} (${code(is)})`
      : text`${code(subject)} was ${code(was)} and is ${code(is)}`;
    return [{ kind: isOther ? 'number-reused' : 'field-type-changed', level: 'breaking', title }];
  }
  const found: Found[] = [];
  if (move === 'json')
    found.push({ kind: 'field-json-type-changed', level: 'warn', title: text`${code(subject)} was ${code(was)} and is ${code(is)}`, reason: onlyJson }); // prettier-ignore
  if (isMany(old.label) !== isMany(next.label))
    found.push({ kind: 'field-cardinality-changed', level: 'breaking', title: text`${code(subject)} was ${code(was)} and is ${code(is)}` }); // prettier-ignore
  if ((old.label === 'required') !== (next.label === 'required'))
    found.push({ kind: 'field-required-changed', level: 'breaking', title: next.label === 'required' ? text`${code(subject)} is now required` : text`${code(subject)} is no longer required` }); // prettier-ignore
  if (old.json !== next.json)
    found.push({ kind: 'field-json-name-changed', level: 'warn', title: text`${code(subject)} is called ${code(next.json)} in JSON, no longer ${code(old.json)}`, reason: onlyJson }); // prettier-ignore
  if (old.oneof !== next.oneof && (old.oneof === undefined || next.oneof === undefined))
    found.push({ kind: 'field-oneof-changed', level: 'warn', title: oneofTitle(fields, subject), reason: 'Setting it clears the other members, and did not before, or the other way round' }); // prettier-ignore
  if (old.preset !== next.preset)
    found.push({ kind: 'field-default-changed', level: 'warn', title: text`The default of ${code(subject)} changed`, reason: 'Both sides must agree on what an absent field means' }); // prettier-ignore
  return found;
}

function oneofTitle(
  { old, new: next }: { readonly old: ProtoField; readonly new: ProtoField },
  subject: string,
): Said['title'] {
  return next.oneof === undefined
    ? text`${code(subject)} is no longer a member of the oneof ${code(old.oneof ?? '')}`
    : text`${code(subject)} is now a member of the oneof ${code(next.oneof)}`;
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
