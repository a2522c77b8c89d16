import { child, items, own, stringAt, stringsOf } from '../at.ts';
import type { At } from '../at.ts';
import type { AvroNames, AvroType } from './avro-names.ts';

/** Why a reader with one schema cannot read all data that was written with another. */
export interface AvroMismatch {
  readonly kind:
    | 'field-missing'
    | 'type-changed'
    | 'name-changed'
    | 'symbol-unknown'
    | 'branch-unknown'
    | 'size-changed'
    | 'decimal-changed';
  /** `Order.total` */
  readonly subject: string;
  /** what the reader has: a type's name, the field that it needs */
  readonly reader: At;
  readonly writer: At;
  /** the type on either side, or the symbols or branches that are unknown */
  readonly readerSays: string;
  readonly writerSays: string;
}

/** What a writer's number may be read as: https://avro.apache.org/docs/current/specification/#schema-resolution */
const promotions: Readonly<Record<string, readonly string[]>> = {
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  string: ['bytes'],
  bytes: ['string'],
};

interface Ends {
  readonly reader: AvroType;
  readonly writer: AvroType;
}

/** Holds a reader's schema against a writer's, by the rules of schema resolution. */
export class AvroResolution {
  readonly #reader: AvroNames;
  readonly #writer: AvroNames;
  readonly #seen = new Set<string>();
  readonly mismatches: AvroMismatch[] = [];

  constructor(reader: AvroNames, writer: AvroNames) {
    this.#reader = reader;
    this.#writer = writer;
  }

  /** Compares two schemas where they stand; `subject` is what a person calls the place. */
  compare(readerAt: At, writerAt: At, spaces: readonly [string, string], subject: string): void {
    const reader = this.#reader.resolve(readerAt, spaces[0]);
    const writer = this.#writer.resolve(writerAt, spaces[1]);
    // Types of other documents are known by their names alone.
    if (!reader || !writer) return;
    this.types({ reader, writer }, subject);
  }

  types({ reader, writer }: Ends, subject: string): void {
    const key = `${reader.at.pointer}\0${writer.at.pointer}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    if (writer.type === 'union' || reader.type === 'union') this.#union({ reader, writer }, subject);
    else this.#single({ reader, writer }, subject);
  }

  #single({ reader, writer }: Ends, subject: string): void {
    const say = (
      kind: AvroMismatch['kind'],
      readerSays: string,
      writerSays: string,
      at = reader.at,
    ): void => {
      this.mismatches.push({ kind, subject, reader: at, writer: writer.at, readerSays, writerSays });
    };
    if (reader.type !== writer.type) {
      if (!promotions[writer.type]?.includes(reader.type))
        say('type-changed', nameOf(reader), nameOf(writer));
      return;
    }
    if (!sharesName(reader, writer)) return say('name-changed', nameOf(reader), nameOf(writer));
    if (!sameDecimal(reader.at, writer.at)) return say('decimal-changed', 'decimal', 'decimal');
    switch (reader.type) {
      case 'record':
        return this.#record({ reader, writer });
      case 'enum': {
        const unknown = unknownSymbols({ reader, writer });
        if (unknown.length > 0) say('symbol-unknown', nameOf(reader), unknown.join(', '));
        return;
      }
      case 'fixed': {
        const sizes = [own(reader.at.node, 'size'), own(writer.at.node, 'size')].map(String);
        if (sizes[0] !== sizes[1]) say('size-changed', sizes[0] ?? '', sizes[1] ?? '');
        return;
      }
      case 'array':
      case 'map': {
        const inner = reader.type === 'array' ? 'items' : 'values';
        const spaces = [reader.namespace, writer.namespace] as const;
        return this.compare(child(reader.at, inner), child(writer.at, inner), spaces, `${subject}[]`);
      }
    }
  }

  #record({ reader, writer }: Ends): void {
    const written = new Map(items(child(writer.at, 'fields')).map((at) => [stringAt(at, 'name') ?? '', at]));
    const short = (reader.name ?? '').split('.').at(-1) ?? '';
    for (const field of items(child(reader.at, 'fields'))) {
      const name = stringAt(field, 'name') ?? '';
      const subject = `${short}.${name}`;
      const names = [name, ...stringsOf(own(field.node, 'aliases'))];
      const other = names.map((one) => written.get(one)).find((one) => one !== undefined);
      if (other) {
        const spaces = [reader.namespace, writer.namespace] as const;
        this.compare(child(field, 'type'), child(other, 'type'), spaces, subject);
      } else if (own(field.node, 'default') === undefined) {
        const type = this.#reader.resolve(child(field, 'type'), reader.namespace);
        this.mismatches.push({
          kind: 'field-missing',
          subject,
          reader: field,
          writer: writer.at,
          readerSays: type ? nameOf(type) : '',
          writerSays: '',
        });
      }
    }
  }

  /** Every branch that may have been written must find one that reads it. */
  #union({ reader, writer }: Ends, subject: string): void {
    const readers = this.#branches(this.#reader, reader);
    const writers = this.#branches(this.#writer, writer);
    if (!readers || !writers) return;
    const unknown: AvroType[] = [];
    for (const branch of writers) {
      const match =
        readers.find((one) => one.type === branch.type && sharesName(one, branch)) ??
        readers.find((one) => promotions[branch.type]?.includes(one.type));
      if (match) this.types({ reader: match, writer: branch }, subject);
      else unknown.push(branch);
    }
    if (unknown.length === 0) return;
    const isUnion = reader.type === 'union';
    this.mismatches.push({
      kind:
        isUnion && writer.type === 'union' ? 'branch-unknown' : isUnion ? 'type-changed' : 'branch-unknown',
      subject,
      reader: reader.at,
      writer: writer.at,
      readerSays: readers.map(nameOf).join(' or '),
      writerSays: unknown.map(nameOf).join(', '),
    });
  }

  /** Null when one of them is of another document. */
  #branches(names: AvroNames, type: AvroType): readonly AvroType[] | null {
    if (type.type !== 'union') return [type];
    const found = items(type.at).map((at) => names.resolve(at, type.namespace));
    return found.every((one) => one !== null) ? found : null;
  }
}

/** Names without their namespaces count, and a reader's aliases. */
function sharesName(reader: AvroType, writer: AvroType): boolean {
  if (reader.name === undefined || writer.name === undefined) return reader.name === writer.name;
  const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
  return last(reader.name) === last(writer.name) || (reader.aliases ?? []).includes(writer.name);
}

/** Two decimals must agree in scale and precision; other logical types do not change what can be read. */
function sameDecimal(reader: At, writer: At): boolean {
  const isDecimal = [reader, writer].every((at) => own(at.node, 'logicalType') === 'decimal');
  if (!isDecimal) return true;
  return ['precision', 'scale'].every((key) => (own(reader.node, key) ?? 0) === (own(writer.node, key) ?? 0));
}

function unknownSymbols({ reader, writer }: Ends): readonly string[] {
  if (own(reader.at.node, 'default') !== undefined) return [];
  const known = new Set(stringsOf(own(reader.at.node, 'symbols')));
  return stringsOf(own(writer.at.node, 'symbols')).filter((symbol) => !known.has(symbol));
}

function nameOf({ type, name }: AvroType): string {
  return name ?? type;
}
