import { isReserved } from './model.ts';
import type { ProtoField, ProtoFile } from './model.ts';
import { scalarMove } from './types.ts';

/** A number that a message or an enum of base did not have, and has at head. */
export interface AddedNumber {
  readonly holder: 'message' | 'enum';
  /** full name of the message or enum at base */
  readonly in: string;
  readonly number: number;
  readonly name: string;
  /** of a field: how its type is written; of an enum value empty */
  readonly type: string;
  /** 1-based, at head */
  readonly line: number;
  /** there are higher numbers at base: something else may have stood in the hole */
  readonly fillsHole: boolean;
}

/** What a number meant in an earlier version of the file. */
export interface EarlierUse {
  readonly name: string;
  readonly type: string;
  /** seconds between its coming and its going, as far as the versions tell */
  readonly lasted: number;
}

/** A version of the file before base; newest first where several are given. */
export interface EarlierVersion {
  readonly file: ProtoFile;
  /** seconds since 1970 */
  readonly time: number;
}

/** Numbers that are new in messages and enums which base has. What base reserves is told elsewhere. */
export function addedNumbers(base: ProtoFile, head: ProtoFile): readonly AddedNumber[] {
  const added: AddedNumber[] = [];
  for (const [holder, before, after] of [
    ['message', meanings(base, 'message'), meanings(head, 'message')],
    ['enum', meanings(base, 'enum'), meanings(head, 'enum')],
  ] as const) {
    for (const [name, old] of before) {
      const moved =
        base.package !== '' && name.startsWith(`${base.package}.`)
          ? name.slice(base.package.length + 1)
          : name;
      const next = after.get(name) ?? after.get(head.package === '' ? moved : `${head.package}.${moved}`);
      if (!next) continue;
      const highest = Math.max(0, ...old.keys());
      const { reserved } = (holder === 'message' ? base.messages : base.enums)[name] ?? {};
      for (const [number, { name: called, type, line }] of next) {
        if (old.has(number) || (reserved && isReserved(reserved, number))) continue;
        added.push({ holder, in: name, number, name: called, type, line, fillsHole: number < highest });
      }
    }
  }
  return added;
}

/**
 * What an added number meant when an earlier version had it last; undefined when none had it, or it meant the same.
 *
 * @param versions before base, newest first
 * @param goneBy time of the first version that no longer has it, where all of the given versions have it
 */
export function earlierUse(
  added: AddedNumber,
  versions: readonly EarlierVersion[],
  goneBy: number,
): EarlierUse | undefined {
  const last = versions.findIndex(({ file }) => meaningIn(file, added) !== undefined);
  const was = versions[last] && meaningIn(versions[last].file, added);
  if (!was || isSame(was, added)) return undefined;
  let first = last;
  for (let index = last; index < versions.length; index += 1) {
    const { file } = versions[index] ?? {};
    if (!file || meaningIn(file, added)?.name !== was.name) break;
    first = index;
  }
  const end = versions[last - 1]?.time ?? goneBy;
  return { name: was.name, type: was.type, lasted: Math.max(0, end - (versions[first]?.time ?? end)) };
}

interface Meaning {
  readonly name: string;
  readonly type: string;
  readonly line: number;
}

function meanings(file: ProtoFile, holder: AddedNumber['holder']): Map<string, Map<number, Meaning>> {
  const found = new Map<string, Map<number, Meaning>>();
  if (holder === 'message') {
    for (const [name, { fields }] of Object.entries(file.messages))
      found.set(name, new Map(Object.values(fields).map((field) => [field.number, meaningOf(field)])));
  } else {
    for (const [name, { values }] of Object.entries(file.enums)) {
      const entries = Object.entries(values).map(
        ([number, { names, line }]) => [Number(number), { name: names[0] ?? '', type: '', line }] as const,
      );
      found.set(name, new Map(entries));
    }
  }
  return found;
}

function meaningIn(file: ProtoFile, { holder, in: name, number }: AddedNumber): Meaning | undefined {
  if (holder === 'enum') {
    const value = file.enums[name]?.values[String(number)];
    return value && { name: value.names[0] ?? '', type: '', line: value.line };
  }
  const field = file.messages[name]?.fields[String(number)];
  return field && meaningOf(field);
}

function meaningOf({ name, type, label, key, line }: ProtoField): Meaning {
  const written =
    label === 'map' ? `map<${key ?? ''}, ${type}>` : label === 'repeated' ? `repeated ${type}` : type;
  return { name, type: written, line };
}

/** It came back as it was: a revert, another spelling, a wider number. */
function isSame(was: Meaning, is: AddedNumber): boolean {
  const bare = (name: string): string => name.replaceAll('_', '').toLowerCase();
  const last = (type: string): string => type.slice(type.lastIndexOf('.') + 1);
  if (bare(was.name) !== bare(is.name)) return false;
  return last(was.type) === last(is.type) || scalarMove(was.type, is.type) !== 'wire';
}
