import { CORE_SCHEMA, load, mergeTag, YAMLException } from 'js-yaml';
import { Unreadable } from '../format.ts';
import { Lines } from '../lines.ts';

/** Values that the aliases of a document may stand for, all in all. */
const mostValues = 5_000_000;

/** JSON, or YAML when it is not. Throws {@link Unreadable}; its message holds nothing of the text. */
export function parseDocument(text: string): unknown {
  if (/^\s*[{[]/.test(text.slice(0, 1000))) {
    const parsed = parseJson(text);
    if (parsed.ok) return parsed.value;
    // Flow style YAML begins like JSON.
    if (/^\s*\{\s*"/.test(text.slice(0, 1000))) throw parsed.error;
  }
  return parseYaml(text);
}

type Parsed =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Unreadable };

function parseJson(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position =
      /position (\d+)/.exec(message)?.[1] ?? (/end of JSON/.test(message) ? text.length : undefined);
    const line = position === undefined ? '' : ` at line ${new Lines(text).at(Number(position))}`;
    return { ok: false, error: new Unreadable('unparsable', `Invalid JSON${line}`) };
  }
}

const schema = CORE_SCHEMA.withTags(mergeTag);

function parseYaml(text: string): unknown {
  try {
    const document = loadYaml(text);
    if (/[\s,[{]\*[^\s*]/.test(text)) checkAliases(document);
    return document;
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw unreadable(error);
  }
}

const options = { schema, json: true, maxDepth: 200, maxTotalMergeKeys: 100_000 } as const;

/** Closing brackets that stand as far left as their key: an error by the letter, and read by most parsers. */
const looseBrackets = /^ +(?=[\]}][\]},\s]*$)/gm;

function loadYaml(text: string): unknown {
  try {
    return load(text, options);
  } catch (error) {
    const isLoose = error instanceof YAMLException && error.reason === 'deficient indentation';
    const indented = isLoose ? text.replace(looseBrackets, (blank) => blank + ' '.repeat(40)) : text;
    if (indented === text) throw error;
    try {
      return load(indented, options);
    } catch {
      throw error; // The lines of the text as it is written.
    }
  }
}

/** The parser's documentation asks to catch everything: some bad input ends in other errors than its own. */
function unreadable(error: unknown): Unreadable {
  const isDeep =
    error instanceof RangeError || (error instanceof YAMLException && /maxDepth/.test(error.reason));
  if (isDeep) return new Unreadable('too-deep', 'YAML is nested too deeply');
  const line = error instanceof YAMLException && error.mark ? ` at line ${error.mark.line + 1}` : '';
  return new Unreadable('unparsable', `Invalid YAML${line}`);
}

/** Refuses documents whose aliases stand for endless or very many values. */
function checkAliases(document: unknown): void {
  const sizes = new Map<object, number>();
  const sizeOf = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1;
    const known = sizes.get(value);
    if (known === 0) throw new Unreadable('too-deep', 'A YAML alias stands inside what it stands for');
    if (known !== undefined) return known;
    sizes.set(value, 0);
    let size = 1;
    for (const item of Object.values(value)) size += sizeOf(item);
    if (size > mostValues) throw new Unreadable('too-large', 'YAML aliases stand for too many values');
    sizes.set(value, size);
    return size;
  };
  sizeOf(document);
}
