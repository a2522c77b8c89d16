import { code, list, text } from '../../report/text.ts';
import { onlyJson } from './compare-protobuf.ts';
import type { Said } from './compare-protobuf.ts';
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
    if (!found) {
      if (isReserved(next.reserved, Number(number))) continue;
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
}
