import { code, text } from '../../report/text.ts';
import type { Files, Said, Say } from './compare-protobuf.ts';
import type { ProtoField, ProtoMessage } from './model.ts';
import type { ProtobufPolicy } from './policy.ts';
import { freed, scalars } from './model.ts';
import { isSameType } from './types.ts';
import type { Defined, ProtoTypes } from './types.ts';

interface Sides {
  readonly before: ProtoTypes;
  readonly after: ProtoTypes;
}

const onlyCode = 'Only code that is generated from it changes; messages stay the same';

/** Options of a file that say where generated code lies and what it is called. */
const naming =
  /^(?:go_package|java_package|java_outer_classname|java_multiple_files|csharp_namespace|objc_class_prefix|php_class_prefix|php_namespace|php_metadata_namespace|ruby_package|swift_prefix|cc_generic_services|java_generic_services|py_generic_services|cc_enable_arenas|optimize_for)$/;

/** What an option means where it is not set. */
const unset: Readonly<Record<string, string>> = {
  java_multiple_files: 'false',
  cc_generic_services: 'false',
  java_generic_services: 'false',
  py_generic_services: 'false',
  cc_enable_arenas: 'true',
  optimize_for: 'SPEED',
};

/**
 * What changes the code that is generated, beyond what both encodings tell: for those who promise `FILE` or `PACKAGE`.
 * A definition that another file of the package has now is gone for the former and not for the latter.
 */
export function compareSource(
  sides: Sides,
  files: Files,
  renamed: (name: string) => string,
  policy: ProtobufPolicy,
  say: Say,
): void {
  const level = policy.isChosen ? 'breaking' : 'warn';
  const tell = (to: string, said: Omit<Said, 'level' | 'reason'>): void =>
    say({ old: files.old, new: to }, { ...said, level, ...(policy.isChosen ? {} : { reason: onlyCode }) });
  const { before, after } = sides;
  const isFile = policy.category === 'FILE';
  const stays = <T>(all: ReadonlyMap<string, Defined<T>>, name: string): Defined<T> | undefined =>
    all.get(renamed(name)) ?? all.get(name);
  const gone = goneWithMethods(sides, renamed);
  for (const holder of ['messages', 'enums', 'services'] as const) {
    for (const name of Object.keys(before.file[holder])) {
      const found = stays<unknown>(after[holder], name);
      if (found && (!isFile || found.path === files.new)) continue;
      // Services that are gone are told for all categories.
      if (!found && holder === 'services') continue;
      if (!found && gone.has(name)) continue;
      // What lies inside of something that is gone goes with it.
      const outer = name.slice(0, Math.max(0, name.lastIndexOf('.')));
      if (outer in before.file.messages && !stays(after.messages, outer)) continue;
      const kind = holder.slice(0, -1);
      const title = found
        ? text`The ${[kind]} ${code(name)} went to ${code(found.path)}`
        : text`The ${[kind]} ${code(name)} was removed`;
      const moved = holder === 'services' ? 'service-moved' : `${kind}-removed`;
      tell(files.new, { kind: moved, subject: name, title, old: [holder, name], new: null });
    }
  }
  for (const [name, message] of Object.entries(before.file.messages)) {
    const found = stays(after.messages, name);
    if (found) compareMembers(sides, name, message, found, renamed, tell);
    if (found) compareForms(name, message, found, renamed, tell);
  }
  for (const [name, { values, closed }] of Object.entries(before.file.enums)) {
    const found = stays(after.enums, name);
    const short = name.slice(name.lastIndexOf('.') + 1);
    if (found && found.definition.closed !== closed)
      tell(found.path, {
        kind: 'enum-closedness-changed',
        subject: short,
        title: text`${code(short)} ${[closed ? 'takes' : 'no longer takes']} numbers that it does not name`,
        old: ['enums', name],
        new: ['enums', renamed(name)],
      });
    for (const [number, value] of Object.entries(values)) {
      if (!found || number in found.definition.values) continue;
      const subject = `${short}.${value.names[0] ?? ''}`;
      tell(found.path, {
        kind: 'enum-value-removed',
        subject,
        title: text`${code(subject)} was removed`,
        old: ['enums', name, 'values', number],
        new: null,
      });
    }
  }
  compareOptions(sides, files, tell);
  for (const name of Object.keys(before.file.extensions ?? {})) {
    const all = isFile ? new Set(Object.keys(after.file.extensions ?? {})) : after.extensions;
    if (all.has(renamed(name)) || all.has(name)) continue;
    tell(files.new, {
      kind: 'extension-removed',
      subject: name,
      title: text`The extension ${code(name)} was removed`,
      old: ['extensions', name],
      new: null,
    });
  }
}

type Tell = (to: string, said: Omit<Said, 'level' | 'reason'>) => void;

function compareMembers(
  { before, after }: Sides,
  name: string,
  message: ProtoMessage,
  { path, definition }: Defined<ProtoMessage>,
  renamed: (name: string) => string,
  tell: Tell,
): void {
  const short = name.slice(name.lastIndexOf('.') + 1);
  for (const [number, old] of Object.entries(message.fields)) {
    const subject = `${short}.${old.name}`;
    const was = ['messages', name, 'fields', number];
    const next = definition.fields[number];
    if (!next) {
      tell(path, {
        kind: 'field-removed',
        subject,
        title: text`${code(subject)} was removed`,
        old: was,
        new: null,
      });
      continue;
    }
    const here = after.messages.has(renamed(name)) ? renamed(name) : name;
    const places = { subject, old: was, new: ['messages', here, 'fields', number] };
    if (old.name !== next.name)
      tell(path, {
        ...places,
        kind: 'field-renamed',
        title: text`${code(subject)} is now called ${code(next.name)}`,
      });
    const types = { old: before.resolve(old.type, name), new: after.resolve(next.type, here) };
    const isScalar = scalars.has(types.old) || scalars.has(types.new);
    if (isScalar ? types.old !== types.new : !isSameType(before, after, types))
      tell(path, {
        ...places,
        kind: 'field-source-type-changed',
        title: text`${code(subject)} was ${code(old.type)} and is ${code(next.type)}`,
      });
    const codes = [old, next].map((field) => (field.code ?? []).join(' '));
    if (codes[0] !== codes[1] && types.old === types.new)
      tell(path, {
        ...places,
        kind: 'field-code-changed',
        title: text`The options of ${code(subject)} for generated code changed`,
      });
    if (
      hasPresence(old) !== hasPresence(next) &&
      old.oneof === undefined &&
      next.oneof === undefined &&
      (isScalar || before.enums.has(types.old))
    )
      tell(path, {
        ...places,
        kind: 'field-presence-changed',
        title: text`Whether ${code(subject)} was set is told otherwise than before`,
      });
  }
  const names = (fields: ProtoMessage['fields']): ReadonlySet<string> =>
    new Set(Object.values(fields).flatMap(({ oneof }) => oneof ?? []));
  const left = names(definition.fields);
  for (const one of names(message.fields)) {
    if (left.has(one)) continue;
    const subject = `${short}.${one}`;
    tell(path, {
      kind: 'oneof-removed',
      subject,
      title: text`The oneof ${code(subject)} was removed`,
      old: ['messages', name],
      new: null,
    });
  }
}

/** What a message promises besides its fields. */
function compareForms(
  name: string,
  { extensible = [], noAccessor }: ProtoMessage,
  { path, definition }: Defined<ProtoMessage>,
  renamed: (name: string) => string,
  tell: Tell,
): void {
  const short = name.slice(name.lastIndexOf('.') + 1);
  const places = { subject: short, old: ['messages', name], new: ['messages', renamed(name)] };
  const lost = freed(extensible, definition.extensible ?? []);
  if (lost.length > 0)
    tell(path, {
      ...places,
      kind: 'extension-range-removed',
      title: text`${code(short)} can no longer be extended at ${[lost.join(', ')]}`,
    });
  if (definition.noAccessor && !noAccessor)
    tell(path, {
      ...places,
      kind: 'accessor-removed',
      title: text`${code(short)} no longer tells its own description in generated code`,
    });
}

function hasPresence({ label }: ProtoField): boolean {
  return label === 'optional' || label === 'required';
}

function compareOptions({ before, after }: Sides, files: Files, tell: Tell): void {
  const [old, next] = [before.file.options ?? {}, after.file.options ?? {}];
  for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
    if (!naming.test(name) || (old[name] ?? unset[name]) === (next[name] ?? unset[name])) continue;
    tell(files.new, {
      kind: `${name}-option-changed`,
      subject: name,
      title: text`The option ${code(name)} of the file changed`,
      old: [],
      new: [],
    });
  }
  if (before.file.syntax !== after.file.syntax)
    tell(files.new, {
      kind: 'syntax-option-changed',
      subject: 'syntax',
      title: text`The syntax of the file was ${code(before.file.syntax)} and is ${code(after.file.syntax)}`,
      old: [],
      new: [],
    });
  if (before.file.package !== after.file.package && Object.keys(before.file.services).length === 0)
    tell(files.new, {
      kind: 'package-changed',
      subject: before.file.package,
      title: text`The package ${code(before.file.package)} is now ${code(after.file.package)}`,
      old: ['package'],
      new: ['package'],
    });
}

/** Requests and responses of methods that are gone: those are told, and these go with them. */
function goneWithMethods({ before, after }: Sides, renamed: (name: string) => string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [name, { methods }] of Object.entries(before.file.services)) {
    const left = (after.services.get(renamed(name)) ?? after.services.get(name))?.definition.methods ?? {};
    for (const [method, { request, response }] of Object.entries(methods)) {
      if (Object.hasOwn(left, method)) continue;
      for (const type of [request, response]) found.add(before.resolve(type, before.file.package));
    }
  }
  return found;
}
