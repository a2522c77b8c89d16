import type {
  Label,
  ProtoEnum,
  ProtoField,
  ProtoFile,
  ProtoMessage,
  ProtoService,
} from '../../contracts/protobuf/model.ts';
import { Unreadable } from '../format.ts';
import { readEnum, readService } from './members.ts';
import { isOption, noOptions, readFieldOptions, readNumber, readOption, readReserved } from './statements.ts';
import type { Gathered, Options } from './statements.ts';
import { TokenStream, tokensOf } from './tokens.ts';

const deepest = 60;
interface Scope {
  readonly name: string;
  /** whether a field without a label has presence */
  readonly presence: string | undefined;
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
  #syntax = 'proto2';

  constructor(text: string) {
    this.#stream = new TokenStream(tokensOf(text));
  }

  file(): ProtoFile {
    const stream = this.#stream;
    let name = '';
    let presence: string | undefined;
    const written: Record<string, string> = {};
    while (stream.next.kind !== 'end') {
      if (stream.accept(';')) continue;
      const scope = { name, presence };
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
        presence = presenceIn(options) ?? presence;
        for (const [key, value] of options) written[key] = value;
      } else if (word === 'message') this.#message(scope, 0);
      else if (word === 'enum') this.#enum(scope);
      else if (word === 'service') this.#service(scope);
      else if (word === 'extend') this.#extend();
      else stream.fail();
    }
    const own = { messages: this.#messages, enums: this.#enums, services: this.#services };
    const options = Object.keys(written).length > 0 ? { options: written } : {};
    return { syntax: this.#syntax, package: name, ...options, ...own };
  }

  #message(outer: Scope, depth: number): void {
    const stream = this.#stream;
    if (depth > deepest) throw new Unreadable('too-deep', 'Messages are nested too deeply');
    const { line } = stream.next;
    const scope: { name: string; presence: string | undefined } = {
      name: inside(outer, stream.word()),
      presence: outer.presence,
    };
    this.#body(scope, line, depth);
  }

  #body(scope: { name: string; presence: string | undefined }, line: number, depth: number): void {
    const stream = this.#stream;
    const fields: Record<string, ProtoField> = {};
    const reserved: Gathered = { ranges: [], names: [] };
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
        scope.presence = presenceIn(readOption(stream)) ?? scope.presence;
      } else if (text === 'reserved' && stream.peek(2).text !== '=') {
        stream.take();
        readReserved(stream, reserved);
      } else if (text === 'extensions' && stream.peek(2).text !== '=') stream.skipPast(';');
      else if (text === 'extend' && stream.peek(2).text === '{') {
        stream.take();
        this.#extend();
      } else if (text === 'oneof' && stream.peek(2).text === '{') {
        stream.take();
        this.#oneof(scope, fields, depth);
      } else this.#field(scope, fields, undefined, depth);
    }
    this.#messages[scope.name] = { line, fields, reserved };
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
    const label = this.#meant(written, { key, oneof, presence: presenceIn(options) ?? scope.presence });
    const preset = options.get('default');
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
    const inner = { name: inside(scope, name), presence: scope.presence };
    this.#body(inner, line, depth + 1);
    const lower = name.toLowerCase();
    const label = this.#meant(written, { key: undefined, oneof, presence: scope.presence });
    fields[String(number)] = {
      line,
      name: lower,
      number,
      type: inner.name,
      label,
      ...(oneof === undefined ? {} : { oneof }),
      json: lower,
    };
  }

  /** A word such as `optional` is a label only where a type and a name follow. */
  #label(): string | undefined {
    const { next } = this.#stream;
    const isLabel = ['optional', 'required', 'repeated'].includes(next.text);
    return isLabel && this.#stream.peek(1).kind === 'word' ? this.#stream.take().text : undefined;
  }

  #meant(
    written: string | undefined,
    {
      key,
      oneof,
      presence,
    }: { key: string | undefined; oneof: string | undefined; presence: string | undefined },
  ): Label {
    if (key !== undefined) return 'map';
    if (written === 'repeated' || written === 'required' || written === 'optional') return written;
    if (oneof !== undefined) return 'optional';
    if (/^\d/.test(this.#syntax)) {
      if (presence === 'LEGACY_REQUIRED') return 'required';
      return presence === 'IMPLICIT' ? 'implicit' : 'optional';
    }
    return this.#syntax === 'proto3' ? 'implicit' : 'optional';
  }

  #enum(outer: Scope): void {
    const { line } = this.#stream.next;
    this.#enums[inside(outer, this.#stream.word())] = readEnum(this.#stream, line);
  }

  #service(outer: Scope): void {
    const { line } = this.#stream.next;
    this.#services[inside(outer, this.#stream.word())] = readService(this.#stream, line);
  }

  /** What others' messages are extended with is theirs to tell. */
  #extend(): void {
    this.#stream.word();
    this.#stream.expect('{');
    this.#stream.skipPast('}');
  }
}

function inside({ name }: Scope, inner: string): string {
  return name === '' ? inner : `${name}.${inner}`;
}

function presenceIn(options: Options): string | undefined {
  return options.get('features.field_presence');
}

/** As the compilers make it: `user_id` is `userId`. */
function camelCase(name: string): string {
  return name.replace(/_+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replace(/_+$/, '');
}
