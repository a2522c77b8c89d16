import type { JsonObject } from '../../../contracts/at.ts';
import { constantOf } from '../../javascript/names.ts';
import { numberIn, textsIn } from '../../javascript/schema-steps.ts';
import type { Syntax, SyntaxNode } from '../../tree-sitter/syntax.ts';
import { forms, union } from './constructors.ts';
import type { ReadInner } from './constructors.ts';
import { forgotten, typeOf, unknownType } from './zod-type.ts';
import type { Body, ZodType } from './zod-type.ts';

/** Words of a chain that say nothing about what comes in, or nothing that can be told: `refine` narrows by code. */
const neutral =
  /^(?:trim|toLowerCase|toUpperCase|normalize|slugify|overwrite|refine|superRefine|check|brand|describe|meta|register|clone|readonly|openapi|title|finite|safe|parse|with)$/;

/** What a word of a chain makes of the type before it. */
export function applyMethod(
  type: ZodType,
  name: string,
  args: readonly SyntaxNode[],
  { syntax, read }: { readonly syntax: Syntax; readonly read: ReadInner },
): ZodType {
  if (neutral.test(name)) return type;
  switch (name) {
    case 'optional':
    case 'exactOptional':
      return { ...type, absent: 'optional' };
    case 'default':
    case 'prefault':
      return { ...type, absent: 'default' };
    case 'nullable':
      return { ...type, nullable: true };
    case 'nullish':
      return { ...type, nullable: true, absent: 'optional' };
    case 'nonoptional':
      return { ...type, absent: 'no' };
    case 'catch':
      return { ...unknownType, absent: 'default' };
    case 'array':
      return typeOf({ kind: 'list', item: type, bounds: {} });
    case 'or':
      return union([type, read(args[0])]);
    case 'and':
      return typeOf({ kind: 'both', parts: [type, read(args[0])] });
    case 'transform':
    case 'pipe':
      return { ...type, isOver: true };
    default:
      break;
  }
  return type.isOver
    ? type
    : { ...type, body: checked(type.body, name, args, syntax) ?? forgotten(type).body };
}

/** A body with one more check; undefined where that cannot be told. */
function checked(body: Body, name: string, args: readonly SyntaxNode[], syntax: Syntax): Body | undefined {
  if (body.kind === 'unknown') return body;
  if (body.kind === 'list') {
    const bounds = sizeOf(name, args, syntax, ['minItems', 'maxItems']);
    return bounds && { ...body, bounds: tightened(body.bounds, bounds) };
  }
  if (body.kind !== 'plain') return undefined;
  const { schema } = body;
  if (schema['enum'] === undefined && schema['type'] === undefined) return undefined;
  const added =
    schema['enum'] !== undefined
      ? ofEnum(schema, name, args, syntax)
      : schema['type'] === 'string'
        ? ofString(name, args, syntax)
        : ofNumber(name, args, syntax);
  return added && { kind: 'plain', schema: tightened(schema, added) };
}

function ofEnum(
  { enum: values }: JsonObject,
  name: string,
  args: readonly SyntaxNode[],
  syntax: Syntax,
): JsonObject | undefined {
  const listed = args[0] ? textsIn([args[0]], syntax) : undefined;
  if (!listed || !Array.isArray(values)) return undefined;
  const all = values as readonly unknown[];
  if (name === 'extract') return { enum: all.filter((value) => listed.includes(String(value))) };
  return name === 'exclude' ? { enum: all.filter((value) => !listed.includes(String(value))) } : undefined;
}

function ofString(name: string, args: readonly SyntaxNode[], syntax: Syntax): JsonObject | undefined {
  const [first] = args;
  if (forms.test(name)) return first?.type === 'object' ? undefined : { pattern: `${name}()` };
  switch (name) {
    case 'regex':
      return first?.type === 'regex' ? { pattern: `regex(${first.text})` } : undefined;
    case 'startsWith':
    case 'endsWith':
    case 'includes':
      return first?.type === 'string' && args.length === 1
        ? { pattern: `${name}(${first.text})` }
        : undefined;
    default:
      return sizeOf(name, args, syntax, ['minLength', 'maxLength']);
  }
}

function ofNumber(name: string, args: readonly SyntaxNode[], syntax: Syntax): JsonObject | undefined {
  const signs: Readonly<Record<string, JsonObject>> = {
    int: { type: 'integer' },
    positive: { exclusiveMinimum: 0 },
    negative: { exclusiveMaximum: 0 },
    nonnegative: { minimum: 0 },
    nonpositive: { maximum: 0 },
  };
  if (Object.hasOwn(signs, name)) return signs[name];
  const keyword = {
    min: 'minimum',
    gte: 'minimum',
    max: 'maximum',
    lte: 'maximum',
    gt: 'exclusiveMinimum',
    lt: 'exclusiveMaximum',
    multipleOf: 'multipleOf',
    step: 'multipleOf',
  }[name];
  const value = numberOf(args[0], syntax);
  return keyword === undefined || value === undefined ? undefined : { [keyword]: value };
}

function sizeOf(
  name: string,
  args: readonly SyntaxNode[],
  syntax: Syntax,
  [least, most]: readonly [string, string],
): JsonObject | undefined {
  if (name === 'nonempty') return { [least]: 1 };
  const value = numberOf(args[0], syntax);
  if (value === undefined) return undefined;
  if (name === 'min') return { [least]: value };
  if (name === 'max') return { [most]: value };
  return name === 'length' ? { [least]: value, [most]: value } : undefined;
}

/** A number that is written here or bound to a constant of the file. */
function numberOf(node: SyntaxNode | undefined, syntax: Syntax): number | undefined {
  if (node?.type === 'identifier') return numberIn(constantOf(node, syntax) ?? undefined);
  return numberIn(node);
}

/** Both schemas at once: of two bounds the tighter one holds, of two patterns both. */
function tightened(schema: JsonObject, added: JsonObject): JsonObject {
  const result: Record<string, unknown> = { ...schema };
  for (const [key, value] of Object.entries(added)) {
    const before = result[key];
    if (key === 'pattern' && before !== undefined) {
      const { allOf } = result;
      result['allOf'] = [...(Array.isArray(allOf) ? (allOf as unknown[]) : []), { pattern: value }];
    } else if (key === 'multipleOf' && before !== undefined && before !== value) {
      result['allOf'] = [{ multipleOf: value }];
    } else if (typeof before === 'number' && typeof value === 'number') {
      result[key] = /^(?:max|exclusiveMax)/.test(key) ? Math.min(before, value) : Math.max(before, value);
    } else result[key] = value;
  }
  return result;
}
