import type { ValueShape } from './facts.ts';
import { lengthClasses } from './value-measure.ts';
import { digestOf } from './value-shape.ts';

/** What a schema accepts of a variable's text, without any text of it. Absent parts: anything goes. */
export interface Accepts {
  readonly type?:
    'number' | 'integer' | 'boolean' | 'port' | 'url' | 'email' | 'uuid' | 'host' | 'json' | 'duration';
  /** digests of the only texts that pass; of a boolean the words that the library knows */
  readonly oneOf?: readonly string[];
  /** what a URL may start with, lower case */
  readonly schemes?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** a boolean that is true for every text, `false` and `0` too (`z.coerce.boolean()`) */
  readonly anyTextIsTrue?: true;
}

/**
 * Why a schema refuses a value, in words that end the sentence "the value ..."; null when it takes it, or
 * when its classes cannot tell. Nothing is said of an empty value, whose meaning each loader sets, and of
 * what stands for a value to come.
 */
export function refusalOf(accepts: Accepts, value: ValueShape): string | null {
  const { type, measure } = value;
  if (type === 'empty' || !measure || measure.placeholder) return null;
  if (accepts.anyTextIsTrue)
    return falseWords().has(value.digest) ? 'reads as off, and any text at all counts as on' : null;
  if (accepts.oneOf && !accepts.oneOf.includes(value.digest))
    return accepts.type === 'boolean' ? 'is none of the words for on and off' : 'is none of those listed';
  return refusedType(accepts, value) ?? refusedSize(accepts, value);
}

function refusedType({ type, schemes }: Accepts, { measure }: ValueShape): string | null {
  if (!measure) return null;
  const { number, forms = [], scheme } = measure;
  if (schemes && scheme !== '' && !schemes.includes(scheme ?? ''))
    return 'starts with another scheme or with none';
  if (type === undefined || type === 'boolean') return null;
  if (type === 'url') return scheme === undefined ? 'is no URL' : null;
  if (type === 'number' || type === 'integer' || type === 'port') {
    if (number === undefined) return 'is no number';
    return number === 'fraction' && type !== 'number' ? 'is no whole number' : null;
  }
  return forms.includes(type) ? null : refusedForms[type];
}

const refusedForms = {
  email: 'is no e-mail address',
  uuid: 'is no UUID',
  json: 'is no JSON',
  duration: 'is no duration with a unit',
  host: 'is no host name or address',
} as const;

function refusedSize(accepts: Accepts, { measure }: ValueShape): string | null {
  if (!measure) return null;
  const { minLength, maxLength, minimum, maximum } = accepts;
  const next = lengthClasses[lengthClasses.indexOf(measure.length) + 1];
  if (minLength !== undefined && next !== undefined && next <= minLength) return 'is too short';
  if (maxLength !== undefined && measure.length > maxLength) return 'is too long';
  const { digits, negative } = measure;
  if (digits === undefined) return null;
  const least = digits === 0 ? 0 : 10 ** (digits - 1);
  // One more than any number of so many digits is; a fraction comes close to it.
  const limit = 10 ** digits;
  const isZero = digits === 0 && measure.number === 'integer';
  const [low, high] = negative ? [-limit, -least] : [least, isZero ? 0 : limit];
  if (minimum !== undefined && (high < minimum || (high === minimum && !isZero && !negative)))
    return 'is too small';
  return maximum !== undefined && low > maximum ? 'is too large' : null;
}

let known: ReadonlySet<string> | undefined;

function falseWords(): ReadonlySet<string> {
  known ??= new Set(digestsOf(['false', 'no', 'off', '0', 'n', 'f']));
  return known;
}

/** Digests of words in the spellings that people use: `true`, `True`, `TRUE`. */
export function digestsOf(words: readonly string[]): readonly string[] {
  const spellings = words.flatMap((word) => [
    word,
    word.toUpperCase(),
    word.slice(0, 1).toUpperCase() + word.slice(1),
  ]);
  return [...new Set(spellings)].map((word) => digestOf(word));
}
