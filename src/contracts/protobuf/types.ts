import type { ContractDocument } from '../../formats/format.ts';
import type { ContractSource } from '../openapi/compare-contracts.ts';
import { scalars } from './model.ts';
import type { ProtoEnum, ProtoField, ProtoFile, ProtoMessage, ProtoService } from './model.ts';

/** Everything that the changed files of one side define, by full name. */
export class ProtoTypes {
  readonly messages = new Map<string, Defined<ProtoMessage>>();
  readonly enums = new Map<string, Defined<ProtoEnum>>();
  readonly services = new Map<string, Defined<ProtoService>>();
  readonly extensions = new Set<string>();
  readonly file: ProtoFile;

  constructor({ path, contract, all }: ContractSource) {
    this.file = contract.document as ProtoFile;
    const others = all?.() ?? new Map<string, ContractDocument>();
    for (const [other, { dialect, document }] of others) {
      if (dialect === 'protobuf' && other !== path) this.#add(other, document as ProtoFile);
    }
    // Its own definitions count, whatever a copy of the file says.
    this.#add(path, this.file);
  }

  #add(path: string, { messages, enums, services, extensions = {} }: ProtoFile): void {
    for (const name of Object.keys(extensions)) this.extensions.add(name);
    for (const [name, definition] of Object.entries(messages)) this.messages.set(name, { path, definition });
    for (const [name, definition] of Object.entries(enums)) this.enums.set(name, { path, definition });
    for (const [name, definition] of Object.entries(services)) this.services.set(name, { path, definition });
  }

  /** The full name that a name means inside of a message; as written when it is of a file that is not known. */
  resolve(written: string, scope: string): string {
    if (scalars.has(written)) return written;
    for (let at = scope; ; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
      const name = at === '' ? written : `${at}.${written}`;
      if (this.messages.has(name) || this.enums.has(name)) return name;
      if (at === '') return written;
    }
  }
}

export interface Defined<T> {
  readonly path: string;
  readonly definition: T;
}

export interface TypePair {
  readonly old: string;
  readonly new: string;
}

/** What becomes of a value when a field changes its type. */
export type TypeMove = 'same' | 'json' | 'wire';

/** Scalars that read each other's bytes: https://protobuf.dev/programming-guides/proto3/#updating */
const wireGroups = [
  'int32 int64 uint32 uint64 bool',
  'sint32 sint64',
  'fixed32 sfixed32',
  'fixed64 sfixed64',
];
/** Scalars that read each other's bytes and JSON. */
const jsonGroups = ['int32 uint32', 'int64 uint64', 'fixed32 sfixed32', 'fixed64 sfixed64'];

/** Compares the types of two fields where they stand; `old` and `next` know what the names mean. */
export function typeMove(
  old: ProtoTypes,
  next: ProtoTypes,
  fields: { readonly old: ProtoField; readonly new: ProtoField },
  scope: TypePair,
): TypeMove {
  const types = {
    old: old.resolve(fields.old.type, scope.old),
    new: next.resolve(fields.new.type, scope.new),
  };
  const keys = scalarMove(fields.old.key ?? '', fields.new.key ?? '');
  const values = isSameType(old, next, types) ? 'same' : valueMove(old, next, types);
  return worst(keys, values);
}

function valueMove(old: ProtoTypes, next: ProtoTypes, types: TypePair): TypeMove {
  if (scalars.has(types.old) && scalars.has(types.new)) return scalarMove(types.old, types.new);
  // An enum is a number on the wire.
  const isEnum = [old.enums.has(types.old), next.enums.has(types.new)];
  if (isEnum[0] && isEnum[1]) return 'json';
  if ((isEnum[0] && inGroup('int32', types.new)) || (isEnum[1] && inGroup('int32', types.old))) return 'json';
  return 'wire';
}

/** The same name, their packages aside, or a message or enum that got another name and nothing else. */
export function isSameType(old: ProtoTypes, next: ProtoTypes, types: TypePair): boolean {
  if (types.old === types.new || inPackage(old, types.old) === inPackage(next, types.new)) return true;
  // A message that went to another package, or a name of a file that is not known.
  if (sameLastPart(types)) return true;
  const isRenamed = !next.messages.has(types.old) && !old.messages.has(types.new);
  const [before, after] = [old.messages.get(types.old), next.messages.get(types.new)];
  return (
    isRenamed &&
    before !== undefined &&
    after !== undefined &&
    shapeOf(before.definition) === shapeOf(after.definition)
  );
}

function sameLastPart(types: TypePair): boolean {
  const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
  return !scalars.has(types.old) && last(types.old) === last(types.new);
}

function inPackage({ file }: ProtoTypes, name: string): string {
  const prefix = `${file.package}.`;
  return file.package !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function shapeOf({ fields }: ProtoMessage): string {
  return JSON.stringify(
    Object.values(fields).map(({ number, name, type, label, key }) => [number, name, type, label, key]),
  );
}

/** What becomes of a value between two scalars. */
export function scalarMove(old: string, next: string): TypeMove {
  if (old === next) return 'same';
  if (jsonGroups.some((group) => has(group, old) && has(group, next))) return 'same';
  if (wireGroups.some((group) => has(group, old) && has(group, next))) return 'json';
  return old === 'string' && next === 'bytes' ? 'json' : 'wire';
}

function inGroup(member: string, name: string): boolean {
  return wireGroups.some((group) => has(group, member) && has(group, name));
}

function has(group: string, name: string): boolean {
  return group.split(' ').includes(name);
}

const moves: readonly TypeMove[] = ['same', 'json', 'wire'];

function worst(one: TypeMove, other: TypeMove): TypeMove {
  return moves.indexOf(one) >= moves.indexOf(other) ? one : other;
}
