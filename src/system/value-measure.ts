/**
 * Classes that a value falls into, each too wide to tell the value by: what a schema asks of a text is
 * held against them. They stay inside, like digests; nothing prints them.
 */
export interface ValueMeasure {
  /** start of the class of its length, see {@link lengthClasses} */
  readonly length: number;
  /** `other`: written as a number, and not every language reads it (`0x1f`, `1e3`, `1_000`) */
  readonly number?: 'integer' | 'fraction' | 'other';
  readonly negative?: true;
  /** of a number in decimal digits: how many stand before the point; 0 for zero itself */
  readonly digits?: number;
  /** it parses as a URL: what stands before `://`, or nothing where that does not follow (`mailto:x`, `db:5432`) */
  readonly scheme?: string;
  readonly forms?: readonly ValueForm[];
  /** it stands for a value that is put in later, or that is kept elsewhere */
  readonly placeholder?: true;
}

export type ValueForm = 'email' | 'uuid' | 'json' | 'duration' | 'host';

/** Where the classes of length start; one ends where the next begins. */
export const lengthClasses: readonly number[] = [0, 1, 2, 4, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 128];

/** No form that is looked for is longer; looking takes time in proportion to the text. */
const longest = 4000;

const forms: Readonly<Record<ValueForm, (value: string) => boolean>> = {
  email: (value) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value),
  uuid: (value) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
  json: isJson,
  // As Go writes them; others read seconds or ISO 8601.
  duration: (value) => /^[+-]?(?:0|(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+)$/.test(value),
  host: (value) => /^[a-z0-9_.:[\]-]+$/i.test(value),
};

const placeholders =
  /<[^<>]*>|\{\{|\$[{(]|%\w+%|__\w{1,60}__|^@\w+@$|\.{3}|\*{3}|your|change[-_ ]?(?:me|it|this)|replace|placeholder|example|xxx|todo|dummy|^(?:enc\[|encrypted:|op:|ssm:|vault:|ref\+|arn:|secret:|file:|sm:)/i;

/** The classes that a value falls into. */
export function measureOf(value: string): ValueMeasure {
  const length = lengthClasses.findLast((start) => start <= value.length) ?? 0;
  if (value.length > longest) return { length };
  const number = numberOf(value);
  const scheme = schemeOf(value);
  const found = (Object.keys(forms) as ValueForm[]).filter((form) => forms[form](value));
  return {
    length,
    ...number,
    ...(scheme === undefined ? {} : { scheme }),
    ...(found.length > 0 ? { forms: found } : {}),
    ...(placeholders.test(value) ? { placeholder: true } : {}),
  };
}

function numberOf(value: string): Pick<ValueMeasure, 'number' | 'negative' | 'digits'> {
  const text = value.trim();
  const decimal = /^([+-])?0*([1-9]\d*)?(?:\.(\d*))?$/.exec(text);
  if (decimal && /\d/.test(text)) {
    const [, sign, whole = '', part = ''] = decimal;
    const number = /[1-9]/.test(part) ? 'fraction' : 'integer';
    return { number, digits: whole.length, ...(sign === '-' ? { negative: true } : {}) };
  }
  const isNumber =
    text !== '' && (Number.isFinite(Number(text)) || /^[+-]?\d+(?:_\d+)*(?:\.\d+)?$/.test(text));
  return isNumber || /^[+-]?(?:inf(?:inity)?|nan)$/i.test(text) ? { number: 'other' } : {};
}

function schemeOf(value: string): string | undefined {
  if (!/^\s*[a-z][a-z0-9+.-]*:/i.test(value) || !URL.canParse(value)) return undefined;
  return /^\s*([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1]?.toLowerCase() ?? '';
}

function isJson(value: string): boolean {
  if (!/^\s*(?:[[{"\d-]|true|false|null)/.test(value)) return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
