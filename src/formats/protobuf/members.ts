import type { ProtoEnum, ProtoMethod, ProtoService } from '../../contracts/protobuf/model.ts';
import { featuresIn, hasLooseJson, isClosed } from './features.ts';
import type { Features } from './features.ts';
import { readFieldOptions, readNumber, readOption, readReserved } from './statements.ts';
import type { Gathered } from './statements.ts';
import type { TokenStream } from './tokens.ts';

/** Where an enum stands. */
export interface EnumScope {
  readonly syntax: string;
  readonly features: Features;
}

/** The body of an enum, behind its name. */
export function readEnum(stream: TokenStream, line: number, { syntax, features }: EnumScope): ProtoEnum {
  let own = features;
  const values: Record<string, { line: number; names: string[] }> = {};
  const reserved: Gathered = { ranges: [], names: [] };
  stream.expect('{');
  while (!stream.accept('}')) {
    if (stream.accept(';')) continue;
    const { next } = stream;
    const isValue = stream.peek(1).text === '=';
    if (next.text === 'option' && !isValue) {
      stream.take();
      own = featuresIn(readOption(stream), own);
    } else if (next.text === 'reserved' && !isValue) {
      stream.take();
      readReserved(stream, reserved);
    } else {
      const name = stream.word();
      stream.expect('=');
      const number = String(readNumber(stream));
      if (stream.accept('[')) readFieldOptions(stream);
      stream.expect(';');
      const known = values[number] ?? { line: next.line, names: [] };
      known.names.push(name);
      values[number] = known;
    }
  }
  return {
    line,
    values,
    reserved,
    ...(isClosed(syntax, own) ? { closed: true } : {}),
    ...(hasLooseJson(syntax, own) ? { looseJson: true } : {}),
  };
}

/** The body of a service, behind its name. */
export function readService(stream: TokenStream, line: number): ProtoService {
  const methods: Record<string, ProtoMethod> = {};
  stream.expect('{');
  while (!stream.accept('}')) {
    if (stream.accept(';')) continue;
    const word = stream.word();
    if (word === 'option') {
      stream.skipPast(';');
      continue;
    }
    if (word !== 'rpc') stream.fail();
    const at = stream.next.line;
    const name = stream.word();
    const request = readEnd(stream);
    stream.expect('returns');
    const response = readEnd(stream);
    let idempotency = unknown;
    if (stream.accept('{')) idempotency = readIdempotency(stream);
    else stream.expect(';');
    methods[name] = {
      line: at,
      request: request.type,
      response: response.type,
      clientStreaming: request.streams,
      serverStreaming: response.streams,
      ...(idempotency === unknown ? {} : { idempotency }),
    };
  }
  return { line, methods };
}

const unknown = 'IDEMPOTENCY_UNKNOWN';

/** The body of a method, behind its brace: its options. */
function readIdempotency(stream: TokenStream): string {
  let level = unknown;
  while (!stream.accept('}')) {
    if (stream.accept(';')) continue;
    if (stream.word() !== 'option') stream.fail();
    level = readOption(stream).get('idempotency_level') ?? level;
  }
  return level;
}

/** `(stream Foo)` */
function readEnd(stream: TokenStream): { readonly streams: boolean; readonly type: string } {
  stream.expect('(');
  const streams = stream.next.text === 'stream' && stream.peek(1).kind === 'word';
  if (streams) stream.take();
  const type = stream.word().replace(/^\./, '');
  stream.expect(')');
  return { streams, type };
}
