import { literalText } from '../../javascript/names.ts';
import type { SyntaxNode } from '../../tree-sitter/syntax.ts';
import type { ReadInner } from './constructors.ts';
import { forgotten, plain, typeOf } from './zod-type.ts';
import type { ObjectBody, ZodField, ZodType } from './zod-type.ts';

/** Words of a chain that make another object of an object. */
export const objectMethods =
  /^(?:extend|safeExtend|augment|merge|pick|omit|partial|required|strict|strip|passthrough|loose|catchall|keyof|setKey|deepPartial|nonstrict)$/;

/** Fields of the object literals that schemas are made of; undefined where one cannot be told. */
export type ReadFields = (node: SyntaxNode | undefined) => ReadonlyMap<string, ZodField> | undefined;

/** What a word makes of an object; what it cannot tell is unknown as a whole. */
export function applyObjectMethod(
  type: ZodType,
  body: ObjectBody,
  name: string,
  args: readonly SyntaxNode[],
  { read, fieldsOf }: { readonly read: ReadInner; readonly fieldsOf: ReadFields },
): ZodType {
  const [first] = args;
  const withFields = (fields: ReadonlyMap<string, ZodField> | undefined): ZodType =>
    fields ? { ...type, body: { ...body, fields } } : forgotten(type);
  switch (name) {
    case 'extend':
    case 'safeExtend':
    case 'augment': {
      const more = fieldsOf(first);
      return withFields(more && new Map([...body.fields, ...more]));
    }
    case 'merge': {
      const { body: other } = read(first);
      if (other.kind !== 'object') return forgotten(type);
      return typeOf({ ...other, fields: new Map([...body.fields, ...other.fields]) });
    }
    case 'pick':
    case 'omit': {
      const keys = maskOf(first);
      const isKept = (key: string): boolean => keys?.has(key) === (name === 'pick');
      return withFields(keys && new Map([...body.fields].filter(([key]) => isKept(key))));
    }
    case 'partial':
    case 'required':
      return withFields(changed(body, first, name === 'partial'));
    case 'strict':
      return { ...type, body: { ...body, others: 'refused' } };
    case 'strip':
    case 'nonstrict':
    case 'passthrough':
    case 'loose':
      return { ...type, body: { ...body, others: 'any' } };
    case 'catchall':
      return { ...type, body: { ...body, others: read(first) } };
    case 'keyof':
      return plain({ type: 'string', enum: [...body.fields.keys()] });
    default:
      return forgotten(type);
  }
}

/** All fields, or those that are named, made optional or required. */
function changed(
  body: ObjectBody,
  mask: SyntaxNode | undefined,
  isPartial: boolean,
): ReadonlyMap<string, ZodField> | undefined {
  const keys = mask ? maskOf(mask) : new Set(body.fields.keys());
  return (
    keys &&
    new Map(
      [...body.fields].map(([key, field]) => {
        const { type } = field;
        if (!keys.has(key)) return [key, field];
        // What has a default goes on to have it; what was unsure stays so.
        const absent = isPartial ? 'optional' : type.absent === 'optional' ? 'no' : type.absent;
        return [key, { ...field, type: { ...type, absent } }];
      }),
    )
  );
}

/** Keys of `{ id: true, name: true }`; undefined for anything else. */
function maskOf(node: SyntaxNode | undefined): ReadonlySet<string> | undefined {
  if (node?.type !== 'object') return undefined;
  const keys = new Set<string>();
  for (const part of node.namedChildren) {
    if (part.type === 'comment') continue;
    const key = part.childForFieldName('key');
    const text = key && (literalText(key) ?? (key.type === 'property_identifier' ? key.text : undefined));
    if (part.type !== 'pair' || part.childForFieldName('value')?.text !== 'true' || !text) return undefined;
    keys.add(text);
  }
  return keys;
}
