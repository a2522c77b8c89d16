import { code, list, text } from '../../report/text.ts';
import { onlyJson } from './compare-protobuf.ts';
import type { Said } from './compare-protobuf.ts';
import { givenUp } from './given-up.ts';
import { isReserved } from './model.ts';
import type { ProtoEnum } from './model.ts';

/** Values of an enum, by their numbers. */
export function compareEnums(
  old: ProtoEnum,
  next: ProtoEnum,
  names: { readonly old: string; readonly new: string },
  say: (said: Said) => void,
): void {
  const short = names.old.slice(names.old.lastIndexOf('.') + 1);
  for (const [number, value] of Object.entries(old.values)) {
    const found = next.values[number];
    const [name = ''] = value.names;
    const subject = `${short}.${name}`;
    const was = ['enums', names.old, 'values', number];
    if (!found && isReserved(next.reserved, Number(number))) {
      if (value.names.every((one) => next.reserved.names.includes(one))) continue;
      say({
        kind: 'enum-value-name-not-reserved',
        level: 'warn',
        subject,
        title: text`${code(subject)} was removed, and its name is not reserved`,
        reason: 'JSON of a later value with this name would be read by old clients as this one',
        old: was,
        new: ['enums', names.new],
      });
      continue;
    }
    if (!found) {
      say({
        kind: 'enum-value-removed-without-reserve',
        level: 'warn',
        subject,
        title: text`${code(subject)} was removed, and its number ${Number(number)} is not reserved`,
        reason: 'Old clients still send it, and a later value with this number would be read as this one',
        old: was,
        new: ['enums', names.new],
      });
      continue;
    }
    const gone = value.names.filter((one) => !found.names.includes(one));
    if (gone.length === 0) continue;
    say({
      kind: 'enum-value-renamed',
      level: 'warn',
      subject,
      title: text`${list(gone.map((one) => `${short}.${one}`))} is now called ${list(found.names)}`,
      reason: onlyJson,
      old: was,
      new: ['enums', names.new, 'values', number],
    });
  }
  const places = { old: ['enums', names.old], new: ['enums', names.new] };
  const isUsed = Object.keys(next.values).some((number) => isReserved(old.reserved, Number(number)));
  const given = isUsed ? null : givenUp(old.reserved, next.reserved, short);
  if (given) say({ ...given, ...places });
  if (next.looseJson && !old.looseJson)
    say({
      ...places,
      kind: 'enum-json-format-changed',
      level: 'warn',
      subject: short,
      title: text`JSON of ${code(short)} is no longer certain: names may clash`,
      reason: onlyJson,
    });
}
