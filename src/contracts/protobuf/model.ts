/** A `.proto` file in the form in which two of them are compared. Names are full, without a leading dot. */
export interface ProtoFile {
  /** `proto2`, `proto3`, or an edition: `2023` */
  readonly syntax: string;
  readonly package: string;
  /** of the file, where their value is one word or text; compared, never shown */
  readonly options?: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, ProtoMessage>>;
  readonly enums: Readonly<Record<string, ProtoEnum>>;
  readonly services: Readonly<Record<string, ProtoService>>;
  /** fields that this file adds to messages, by their full names */
  readonly extensions?: Readonly<Record<string, ProtoExtension>>;
}

export interface ProtoExtension {
  readonly line: number;
  /** the message, as it is written */
  readonly extendee: string;
  /** where names in it are looked up */
  readonly scope: string;
  readonly field: ProtoField;
}

export interface ProtoMessage {
  readonly line: number;
  /** by number, as a string */
  readonly fields: Readonly<Record<string, ProtoField>>;
  readonly reserved: Reserved;
  /** numbers for the fields that others add */
  readonly extensible?: Reserved['ranges'];
  readonly looseJson?: true;
  /** `no_standard_descriptor_accessor` */
  readonly noAccessor?: true;
}

/** `implicit`: proto3 without `optional`, where a default value is not told from none */
export type Label = 'implicit' | 'optional' | 'required' | 'repeated' | 'map';

export interface ProtoField {
  readonly line: number;
  readonly name: string;
  readonly number: number;
  /** a scalar, or the name of a message or enum as it is written */
  readonly type: string;
  readonly label: Label;
  /** type of the keys of a map */
  readonly key?: string;
  readonly oneof?: string;
  /** what it is called in JSON */
  readonly json: string;
  /** of proto2; compared, never shown */
  readonly preset?: string;
  /** a message that is written between two marks, as groups are, and not behind its length */
  readonly delimited?: true;
  /** options that change the code that is generated for it, as `jstype=JS_STRING` */
  readonly code?: readonly string[];
}

export interface ProtoEnum {
  readonly line: number;
  /** by number, as a string; several names are aliases */
  readonly values: Readonly<Record<string, ProtoValue>>;
  readonly reserved: Reserved;
  readonly closed?: true;
  readonly looseJson?: true;
}

export interface ProtoValue {
  readonly line: number;
  readonly names: readonly string[];
}

export interface ProtoService {
  readonly line: number;
  readonly methods: Readonly<Record<string, ProtoMethod>>;
}

export interface ProtoMethod {
  readonly line: number;
  readonly request: string;
  readonly response: string;
  readonly clientStreaming: boolean;
  readonly serverStreaming: boolean;
  /** `NO_SIDE_EFFECTS`, `IDEMPOTENT` */
  readonly idempotency?: string;
}

/** Numbers and names that must not be used again. */
export interface Reserved {
  /** first and last, both reserved */
  readonly ranges: readonly (readonly [number, number])[];
  readonly names: readonly string[];
}

export const scalars: ReadonlySet<string> = new Set(
  (
    'double float int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 ' +
    'bool string bytes'
  ).split(' '),
);

/** Ranges of the first that are not in the second, as they are written: `5`, `8 to 9`. */
export function freed(old: Reserved['ranges'], next: Reserved['ranges']): readonly string[] {
  const found: string[] = [];
  for (const [first, last] of old) {
    let start = first;
    for (const [from, to] of [...next].sort((a, b) => a[0] - b[0])) {
      if (to < start || from > last) continue;
      if (from > start) found.push(spelled(start, from - 1));
      start = to + 1;
    }
    if (start <= last) found.push(spelled(start, last));
  }
  return found;
}

function spelled(first: number, last: number): string {
  return first === last ? String(first) : `${first} to ${last}`;
}

export function isReserved({ ranges, names }: Reserved, number: number, name?: string): boolean {
  const byNumber = ranges.some(([first, last]) => first <= number && number <= last);
  return name === undefined ? byNumber : names.includes(name);
}
