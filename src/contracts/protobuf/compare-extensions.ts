import { code, text } from '../../report/text.ts';
import { fieldChanges } from './compare-fields.ts';
import type { Files, Say, Sides } from './compare-protobuf.ts';

/** Fields that a file adds to messages, its own or others': on the wire they are fields of those. */
export function compareExtensions(
  { before, after }: Sides,
  files: Files,
  renamed: (name: string) => string,
  say: Say,
): void {
  const left = Object.entries(after.file.extensions ?? {});
  for (const [name, old] of Object.entries(before.file.extensions ?? {})) {
    const extended = renamed(before.resolve(old.extendee, old.scope));
    const found = left.find(
      ([, { extendee, scope, field }]) =>
        field.number === old.field.number && after.resolve(extendee, scope) === extended,
    );
    if (!found) continue;
    const [target, next] = found;
    const none = { line: old.line, fields: {}, reserved: { ranges: [], names: [] } };
    const sides = { old: { types: before, message: none }, new: { types: after, message: none } };
    const fields = { old: old.field, new: next.field };
    for (const said of fieldChanges(sides, fields, { old: old.scope, new: next.scope }))
      say(files, { subject: name, ...said, old: ['extensions', name], new: ['extensions', target] });
    if (target !== renamed(name))
      say(files, {
        kind: 'extension-renamed',
        level: 'warn',
        subject: name,
        title: text`The extension ${code(name)} is now called ${code(target)}`,
        reason: 'Text and JSON forms name it',
        old: ['extensions', name],
        new: ['extensions', target],
      });
  }
}
