import type {
  ProtoEnum,
  ProtoExtension,
  ProtoField,
  ProtoFile,
  ProtoMessage,
  ProtoService,
} from '../../contracts/protobuf/model.ts';
import { scalars } from '../../contracts/protobuf/model.ts';
import { Unreadable } from '../format.ts';
import { camelCase, codeOptions, labelOf, presetOf } from './field-parts.ts';
import { featuresIn, hasLooseJson } from './features.ts';
import type { Features } from './features.ts';
import { readEnum, readService } from './members.ts';
import {
  isOption,
  noOptions,
  readFieldOptions,
  readNumber,
  readOption,
  readRanges,
  readReserved,
} from './statements.ts';
import type { Gathered } from './statements.ts';
import { TokenStream, tokensOf } from './tokens.ts';

const deepest = 60;
interface Scope {
  readonly name: string;
  readonly features: Features;
}

/** Parses a `.proto` file of any syntax. Throws {@link Unreadable}. */
export function parseProto(text: string): ProtoFile {
  return new Parser(text).file();
}

class Parser {
  readonly #stream: TokenStream;
  readonly #messages: Record<string, ProtoMessage> = {};
  readonly #enums: Record<string, ProtoEnum> = {};
  readonly #services: Record<string, ProtoService> = {};
  readonly #extensions: Record<string, ProtoExtension> = {};
  #syntax = 'proto2';

  constructor(text: string) {
    this.#stream = new TokenStream(tokensOf(text));
  }

  file(): ProtoFile {
    const stream = this.#stream;
    let name = '';
    let features: Features = {};
    const written: Record<string, string> = {};
    while (stream.next.kind !== 'end') {
      if (stream.accept(';')) continue;
      const scope = { name, features };
      const word = stream.word();
      if (word === 'syntax' || word === 'edition') {
        stream.expect('=');
        this.#syntax = stream.take().text;
        stream.expect(';');
      } else if (word === 'package') {
        name = stream.word();
        stream.expect(';');
      } else if (word === 'import') stream.skipPast(';');
      else if (word === 'option') {
        const options = readOption(stream);
        features = featuresIn(options, features);
        for (const [key, value] of options) written[key] = value;
      } else if (word === 'message') this.#message(scope, 0);
      else if (word === 'enum') this.#enum(scope);
      else if (word === 'service') this.#service(scope);
      else if (word === 'extend') this.#extend(scope, 0);
      else stream.fail();
    }
    const own = { messages: this.#messages, enums: this.#enums, services: this.#services };
    const options = Object.keys(written).length > 0 ? { options: written } : {};
    const extensions = Object.keys(this.#extensions).length > 0 ? { extensions: this.#extensions } : {};
    return { syntax: this.#syntax, package: name, ...options, ...own, ...extensions };
  }

  #message(outer: Scope, depth: number): void {
    const stream = this.#stream;
    if (depth > deepest) throw new Unreadable('too-deep', 'Messages are nested too deeply');
    const { line } = stream.next;
    this.#body({ name: inside(outer, stream.word()), features: outer.features }, line, depth);
  }

  #body(outer: Scope, line: number, depth: number): void {
    const stream = this.#stream;
    let scope = outer;
    let noAccessor = false;
    const fields: Record<string, ProtoField> = {};
    const reserved: Gathered = { ranges: [], names: [] };
    const extensible: Gathered = { ranges: [], names: [] };
    stream.expect('{');
    while (!stream.accept('}')) {
      if (stream.accept(';')) continue;
      const { text } = stream.next;
      const isStatement = stream.peek(1).kind === 'word' || stream.peek(1).kind === 'string';
      if (text === 'message' && isStatement && stream.peek(2).text === '{') {
        stream.take();
        this.#message(scope, depth + 1);
      } else if (text === 'enum' && stream.peek(2).text === '{') {
        stream.take();
        this.#enum(scope);
      } else if (text === 'option' && isOption(stream)) {
        stream.take();
        const options = readOption(stream);
        scope = { ...scope, features: featuresIn(options, scope.features) };
        noAccessor ||= options.get('no_standard_descriptor_accessor') === 'true';
      } else if (text === 'reserved' && stream.peek(2).text !== '=') {
        stream.take();
        readReserved(stream, reserved);
      } else if (text === 'extensions' && stream.peek(2).text !== '=') {
        stream.take();
        readRanges(stream, extensible);
      } else if (text === 'extend' && stream.peek(2).text === '{') {
        stream.take();
        this.#extend(scope, depth);
      } else if (text === 'oneof' && stream.peek(2).text === '{') {
        stream.take();
        this.#oneof(scope, fields, depth);
      } else this.#field(scope, fields, undefined, depth);
    }
    this.#messages[scope.name] = {
      line,
      fields,
      reserved,
      ...(extensible.ranges.length > 0 ? { extensible: extensible.ranges } : {}),
      ...(hasLooseJson(this.#syntax, scope.features) ? { looseJson: true } : {}),
      ...(noAccessor ? { noAccessor } : {}),
    };
  }

  #oneof(scope: Scope, fields: Record<string, ProtoField>, depth: number): void {
    const stream = this.#stream;
    const name = stream.word();
    stream.expect('{');
    while (!stream.accept('}')) {
      if (stream.accept(';')) continue;
      if (stream.next.text === 'option' && isOption(stream)) {
        stream.skipPast(';');
        continue;
      }
      this.#field(scope, fields, name, depth);
    }
  }

  #field(scope: Scope, fields: Record<string, ProtoField>, oneof: string | undefined, depth: number): void {
    const stream = this.#stream;
    const { line } = stream.next;
    const written = this.#label();
    let key: string | undefined;
    let type = stream.word();
    if (type === 'group' && stream.peek(1).text === '=')
      return this.#group(scope, fields, { written, oneof, line }, depth);
    if (type === 'map' && stream.accept('<')) {
      key = stream.word();
      stream.expect(',');
      type = stream.word();
      stream.expect('>');
    }
    const name = stream.word();
    stream.expect('=');
    const number = readNumber(stream);
    const options = stream.accept('[') ? readFieldOptions(stream) : noOptions;
    stream.expect(';');
    const features = featuresIn(options, scope.features);
    const label = labelOf(this.#syntax, { written, key, oneof, presence: features.presence });
    const preset = presetOf(type, options.get('default'));
    const code = codeOptions(type, options, features);
    const delimited = features.encoding === 'DELIMITED' && label !== 'map' && !scalars.has(type);
    fields[String(number)] = {
      line,
      name,
      number,
      type: type.replace(/^\./, ''),
      label,
      ...(key === undefined ? {} : { key }),
      ...(oneof === undefined ? {} : { oneof }),
      json: options.get('json_name') ?? camelCase(name),
      ...(preset === undefined ? {} : { preset }),
      ...(delimited ? { delimited } : {}),
      ...(code.length > 0 ? { code } : {}),
    };
  }

  #group(
    scope: Scope,
    fields: Record<string, ProtoField>,
    { written, oneof, line }: { written: string | undefined; oneof: string | undefined; line: number },
    depth: number,
  ): void {
    const stream = this.#stream;
    const name = stream.word();
    stream.expect('=');
    const number = readNumber(stream);
    if (stream.accept('[')) readFieldOptions(stream);
    if (depth > deepest) throw new Unreadable('too-deep', 'Messages are nested too deeply');
    const inner = { name: inside(scope, name), features: scope.features };
    this.#body(inner, line, depth + 1);
    const lower = name.toLowerCase();
    const label = labelOf(this.#syntax, { written, oneof, presence: scope.features.presence });
    fields[String(number)] = {
      line,
      name: lower,
      number,
      type: inner.name,
      label,
      ...(oneof === undefined ? {} : { oneof }),
      json: lower,
      delimited: true,
    };
  }

  /** A word such as `optional` is a label only where a type and a name follow. */
  #label(): string | undefined {
    const { next } = this.#stream;
    const isLabel = ['optional', 'required', 'repeated'].includes(next.text);
    return isLabel && this.#stream.peek(1).kind === 'word' ? this.#stream.take().text : undefined;
  }

  #enum(outer: Scope): void {
    const { line } = this.#stream.next;
    const name = inside(outer, this.#stream.word());
    this.#enums[name] = readEnum(this.#stream, line, { syntax: this.#syntax, features: outer.features });
  }

  #service(outer: Scope): void {
    const { line } = this.#stream.next;
    this.#services[inside(outer, this.#stream.word())] = readService(this.#stream, line);
  }

  /** Fields for a message of somebody else. */
  #extend(scope: Scope, depth: number): void {
    const stream = this.#stream;
    const extendee = stream.word().replace(/^\./, '');
    const fields: Record<string, ProtoField> = {};
    stream.expect('{');
    while (!stream.accept('}')) if (!stream.accept(';')) this.#field(scope, fields, undefined, depth);
    for (const field of Object.values(fields)) {
      const name = inside(scope, field.name);
      this.#extensions[name] = { line: field.line, extendee, scope: scope.name, field };
    }
  }
}

function inside({ name }: Scope, inner: string): string {
  return name === '' ? inner : `${name}.${inner}`;
}
