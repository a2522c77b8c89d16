import type { JsonObject } from '../../../contracts/at.ts';
import { constantOf, literalText, unwrap } from '../../javascript/names.ts';
import { numberIn, textsIn } from '../../javascript/schema-steps.ts';
import type { Syntax, SyntaxNode } from '../../tree-sitter/syntax.ts';
import type { Absent, Body, ZodType } from './zod-type.ts';
import { anythingType, nothingType, plain, somethingType, typeOf, unknownType } from './zod-type.ts';

/** Reads a schema that stands inside of another one. */
export type ReadInner = (node: SyntaxNode | undefined) => ZodType;

interface Reading {
  readonly syntax: Syntax;
  readonly read: ReadInner;
  readonly object: (node: SyntaxNode | undefined, others: 'any' | 'refused') => ZodType;
}

const scalars: Readonly<Record<string, ZodType>> = {
  string: plain({ type: 'string' }),
  number: plain({ type: 'number' }),
  float32: plain({ type: 'number' }),
  float64: plain({ type: 'number' }),
  int: plain({ type: 'integer' }),
  boolean: plain({ type: 'boolean' }),
  null: plain({ type: 'null' }),
  any: anythingType,
  unknown: anythingType,
  never: nothingType,
  undefined: { ...nothingType, absent: 'optional' },
  void: { ...nothingType, absent: 'optional' },
  date: somethingType,
  bigint: somethingType,
  symbol: somethingType,
  map: somethingType,
  set: somethingType,
  file: somethingType,
};

/** Forms of strings that have a function of their own since zod 4; as words of a chain they are older. */
export const forms =
  /^(?:email|url|httpUrl|emoji|uuid|uuidv[467]|guid|nanoid|cuid|cuid2|ulid|xid|ksuid|ipv4|ipv6|ip|cidr|cidrv4|cidrv6|base64|base64url|jwt|e164|hostname|hex|mac|datetime|date|time|duration)$/;

/** `z.string()`, `z.object({ … })` and the like; `group` is the word between: `z.iso.date()`. */
export function construct(
  name: string,
  args: readonly SyntaxNode[],
  group: string | undefined,
  reading: Reading,
): ZodType {
  const [first, second] = args;
  if (group === 'iso') return plain({ type: 'string', pattern: `${name}()` });
  // What is coerced takes nearly anything in, but nothing makes a number or a date of what is not there.
  if (group === 'coerce') return /^(?:number|date|bigint)$/.test(name) ? somethingType : anythingType;
  if (group !== undefined) return unknownType;
  if (Object.hasOwn(scalars, name)) return scalars[name] ?? unknownType;
  if (forms.test(name))
    return args.some(isOption) ? somethingType : plain({ type: 'string', pattern: `${name}()` });
  const { read, object, syntax } = reading;
  switch (name) {
    case 'object':
      return object(first, 'any');
    case 'looseObject':
      return object(first, 'any');
    case 'strictObject':
      return object(first, 'refused');
    case 'array':
      return typeOf({ kind: 'list', item: read(first), bounds: {} });
    case 'tuple':
      return tuple(first, second, reading);
    case 'record':
      return record(first, second, reading);
    case 'enum':
    case 'nativeEnum':
      return enumeration(first ? textsIn([first], syntax) : undefined);
    case 'literal':
      return literals(first, syntax);
    case 'union':
      return union(listed(first, syntax)?.map(read));
    case 'discriminatedUnion':
      return union(listed(second, syntax)?.map(read));
    case 'intersection':
      return typeOf({ kind: 'both', parts: [read(first), read(second)] });
    case 'optional':
      return { ...read(first), absent: 'optional' };
    case 'nullable':
      return { ...read(first), nullable: true };
    case 'nullish':
      return { ...read(first), nullable: true, absent: 'optional' };
    case 'lazy':
      return first?.type === 'arrow_function'
        ? read(first.childForFieldName('body') ?? undefined)
        : unknownType;
    default:
      return unknownType;
  }
}

function isOption(node: SyntaxNode): boolean {
  return node.type === 'object' && !/^\{\s*(?:message|error)\s*:/.test(node.text);
}

/** Elements of an array that is written here or bound to a constant. */
export function listed(given: SyntaxNode | undefined, syntax: Syntax): readonly SyntaxNode[] | undefined {
  const node = unwrap(given?.type === 'identifier' ? constantOf(given, syntax) : (given ?? null));
  if (node?.type !== 'array') return undefined;
  const items = node.namedChildren.filter(({ type }) => type !== 'comment');
  return items.some(({ type }) => type === 'spread_element') ? undefined : items;
}

/** Alternatives in their simplest form: those of alternatives among them, and null said once. */
export function union(options: readonly ZodType[] | undefined): ZodType {
  if (!options || options.length === 0) return unknownType;
  if (options.some(({ body }) => isAnything(body))) return anythingType;
  const kinds = new Set(options.map(({ absent }) => absent));
  const absent: Absent =
    kinds.has('optional') || kinds.has('default') ? 'optional' : kinds.has('unsure') ? 'unsure' : 'no';
  const flat = options.flatMap(({ body, ...rest }) =>
    body.kind === 'union' ? body.options : [{ ...rest, body, nullable: false }],
  );
  const nullable = options.some((option) => option.nullable);
  return { ...typeOf({ kind: 'union', options: flat }), absent, nullable };
}

function isAnything(body: Body): boolean {
  return body.kind === 'plain' && Object.keys(body.schema).length === 0;
}

export function enumeration(texts: readonly string[] | undefined): ZodType {
  return texts && texts.length > 0 ? plain({ type: 'string', enum: texts }) : somethingType;
}

function literals(given: SyntaxNode | undefined, syntax: Syntax): ZodType {
  const nodes = given?.type === 'array' ? listed(given, syntax) : given ? [given] : undefined;
  const values = nodes?.map((node) => literalOf(node, syntax));
  if (!values || values.length === 0 || values.includes(undefined)) return somethingType;
  return plain({ enum: values });
}

function literalOf(given: SyntaxNode, syntax: Syntax): string | number | boolean | null | undefined {
  const node = unwrap(given.type === 'identifier' ? constantOf(given, syntax) : given);
  if (!node) return undefined;
  const text = literalText(node);
  if (text !== undefined) return text.includes('\\') ? undefined : text;
  if (node.type === 'true' || node.type === 'false') return node.type === 'true';
  return node.type === 'null' ? null : numberIn(node);
}

function tuple(
  first: SyntaxNode | undefined,
  second: SyntaxNode | undefined,
  { syntax, read }: Reading,
): ZodType {
  const items = listed(first, syntax)?.map(read);
  if (!items?.every(({ absent }) => absent === 'no')) return somethingType;
  const isRest = second !== undefined && second.type !== 'object' && literalText(second) === undefined;
  return typeOf({ kind: 'tuple', items, rest: isRest ? read(second) : null });
}

/** Keys that are more than any text have to be there or to fit: that is not told. */
function record(first: SyntaxNode | undefined, second: SyntaxNode | undefined, { read }: Reading): ZodType {
  if (!second) return first ? typeOf({ kind: 'record', value: read(first) }) : somethingType;
  const { body } = read(first);
  const isText = body.kind === 'plain' && isOnlyString(body.schema);
  return isText ? typeOf({ kind: 'record', value: read(second) }) : somethingType;
}

function isOnlyString(schema: JsonObject): boolean {
  return schema['type'] === 'string' && Object.keys(schema).length === 1;
}
