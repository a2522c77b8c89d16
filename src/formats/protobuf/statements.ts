import type { TokenStream } from './tokens.ts';

/** Options of one place: names as written, values where they are one word or string. */
export type Options = ReadonlyMap<string, string>;

/** Numbers and names that are set aside, while they are gathered. */
export interface Gathered {
  readonly ranges: (readonly [number, number])[];
  readonly names: string[];
}

/** Above this, numbers are "the rest": https://protobuf.dev/programming-guides/proto3/#assigning */
const highest = 536_870_911;

export const noOptions: Options = new Map();

/** `1, 5 to 9, 20 to max, "old_name";` behind the keyword. */
export function readReserved(stream: TokenStream, reserved: Gathered): void {
  readList(stream, reserved);
  stream.expect(';');
}

/** `100 to 199, 1000 to max [declaration = …];` behind the keyword. */
export function readRanges(stream: TokenStream, extensible: Gathered): void {
  readList(stream, extensible);
  if (stream.accept('[')) readFieldOptions(stream);
  stream.expect(';');
}

function readList(stream: TokenStream, reserved: Gathered): void {
  do {
    const { next } = stream;
    if (next.kind === 'string') reserved.names.push(stream.take().text);
    else if (next.kind === 'word' && !/^\d/.test(next.text)) reserved.names.push(stream.word());
    else {
      const first = readNumber(stream);
      const last = !stream.accept('to') ? first : stream.accept('max') ? highest : readNumber(stream);
      reserved.ranges.push([first, last]);
    }
  } while (stream.accept(','));
}

export function readNumber(stream: TokenStream): number {
  const sign = stream.accept('-') ? -1 : 1;
  const { text } = stream.next;
  const isOctal = /^0[0-7]+$/.test(text);
  if (!isOctal && !/^(?:0x[\da-f]+|\d+)$/i.test(text)) stream.fail();
  stream.take();
  return sign * (isOctal ? Number.parseInt(text, 8) : Number(text));
}

/** An option statement behind its keyword. */
export function readOption(stream: TokenStream): Options {
  const name = optionName(stream);
  stream.expect('=');
  const { next } = stream;
  if (name === 'features' && stream.accept('{')) {
    const features = readFeatures(stream);
    stream.expect(';');
    return features;
  }
  stream.skipPast(';');
  return new Map([[name, next.kind === 'mark' ? '' : next.text]]);
}

/** `[name = value, …]` behind its opening bracket. */
export function readFieldOptions(stream: TokenStream): Options {
  const options = new Map<string, string>();
  while (!stream.accept(']')) {
    if (stream.accept(',')) continue;
    const name = optionName(stream);
    stream.expect('=');
    if (name === 'features' && stream.accept('{'))
      for (const [feature, value] of readFeatures(stream)) options.set(feature, value);
    else options.set(name, readValue(stream));
  }
  return options;
}

/** `{ field_presence: IMPLICIT, … }` behind its brace, each as if it were set by itself. */
function readFeatures(stream: TokenStream): Options {
  const features = new Map<string, string>();
  while (!stream.accept('}')) {
    if (stream.accept(',') || stream.accept(';')) continue;
    let name = '';
    while (![':', '{'].includes(stream.next.text)) {
      if (stream.next.kind === 'end') stream.fail();
      name += stream.take().text;
    }
    stream.accept(':');
    // Those of single languages are messages of their own.
    if (stream.accept('{')) stream.skipPast('}');
    else features.set(`features.${name}`, stream.take().text);
  }
  return features;
}

function optionName(stream: TokenStream): string {
  let name = '';
  while (stream.next.text !== '=' && stream.next.kind !== 'end') name += stream.take().text;
  return name;
}

/** One value; of a block only that it is one. */
function readValue(stream: TokenStream): string {
  if (stream.accept('{')) {
    stream.skipPast('}');
    return '{}';
  }
  if (stream.accept('[')) {
    stream.skipPast(']');
    return '[]';
  }
  let value = '';
  while (stream.next.kind === 'string' || ![',', ']'].includes(stream.next.text)) {
    if (stream.next.kind === 'end') stream.fail();
    value += stream.take().text;
  }
  return value;
}

/** `option x = …;` or `option (x) = …;`, and no field of a type called `option`, which a number would follow. */
export function isOption(stream: TokenStream): boolean {
  const { text } = stream.peek(1);
  return (
    text === '(' || text.includes('.') || stream.peek(2).text !== '=' || !/^\d+$/.test(stream.peek(3).text)
  );
}
