import type { Declaration } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { literalValue } from './fallback.ts';
import { constantOf, unwrap } from './names.ts';
import { acceptsOf } from './schema-accepts.ts';
import { optionOf, stepsOf } from './schema-steps.ts';

/** What a schema says of a variable; `required` is absent when that cannot be told from this file. */
export type FieldRule = Pick<Declaration, 'required' | 'defaulted' | 'fallback' | 'accepts'>;

const optional: FieldRule = { required: false, defaulted: false };
const defaulted: FieldRule = { required: false, defaulted: true };
const required: FieldRule = { required: true, defaulted: false };

/** Reads the rule of one field of zod, valibot, Joi, Yup or envalid, as far as it is written here. */
export function ruleOf(value: SyntaxNode | null, syntax: Syntax): FieldRule {
  const need = needOf(value, syntax);
  const accepts = acceptsOf(value, syntax);
  const fallback = need.defaulted === true ? fallbackOf(value, syntax) : undefined;
  return { ...need, ...(fallback === undefined ? {} : { fallback }), ...(accepts ? { accepts } : {}) };
}

/** Digest of `.default('x')`, of `optional(schema, 'x')`, of `str({ default: 'x' })`. */
function fallbackOf(value: SyntaxNode | null, syntax: Syntax): string | undefined {
  const steps = stepsOf(value, syntax)?.steps ?? [];
  const own = steps.findLast(({ name }) => /^(?:default|prefault)$/.test(name))?.args[0];
  const wrapped = steps.find(({ name }) => /^(?:optional|nullish)$/.test(name))?.args[1];
  const node = own ?? wrapped ?? optionOf(steps[0]?.args[0], 'default');
  const text = node ? literalValue(node) : undefined;
  return text === undefined ? undefined : digestOf(text);
}

function needOf(value: SyntaxNode | null, syntax: Syntax): FieldRule {
  const node = unwrap(value);
  const text = node ? withConstants(node, syntax) : '';
  const library = /^\s*(\w+)/.exec(text)?.[1] ?? '';
  if (/^joi$|^yup$/i.test(library)) return ofJoi(text);
  if (/\.(default|prefault|catch|withDefault)\(/.test(text)) return defaulted;
  if (library === 'Env') return /\.optional\w*\(/.test(text) ? optional : required;
  if (library === 'envField') return ofAstro(node);
  if (library === 'v') return ofValibot(text);
  if (library === 'z' || /\bz\.\w/.test(text)) return ofZod(text);
  if (node?.type === 'call_expression') return ofEnvalid(node, library);
  return /optional|default/i.test(library) ? optional : {};
}

/** The text of a field; a constant of this file that it starts with is written out. */
function withConstants(node: SyntaxNode, syntax: Syntax): string {
  const text = node.text.slice(0, 3000);
  let root: SyntaxNode | null = node;
  while (root && root.type !== 'identifier')
    root = root.childForFieldName('function') ?? root.childForFieldName('object');
  const constant = root && !/^(z|v|joi|yup)$/i.test(root.text) ? constantOf(root, syntax) : null;
  return root && constant ? constant.text.slice(0, 3000) + text.slice(root.text.length) : text;
}

function ofZod(text: string): FieldRule {
  const mayBeAbsent =
    /\.(optional|nullish|exactOptional)\(|\bz\.(optional|nullish|any|unknown|undefined|coerce\.boolean)\(|\boptional\w*\(/i;
  return mayBeAbsent.test(text) ? optional : required;
}

function ofJoi(text: string): FieldRule {
  if (/\.default\(/.test(text)) return defaulted;
  // `.when(…)` makes it depend on another variable.
  return /\.(required|exist)\(\)/.test(text) && !text.includes('.when(') ? required : optional;
}

function ofValibot(text: string): FieldRule {
  const wrapper = /^v\.(optional|nullish|undefinedable|exactOptional|fallback)\(/.exec(text);
  if (wrapper) return /,\s*[^),\s][^,]*\)\s*$/.test(text) ? defaulted : optional;
  return /\bv\.(optional|nullish|any|unknown)\(/.test(text) ? optional : required;
}

/** `str({ default: 'x' })`; `devDefault` holds in development only. */
function ofAstro(field: SyntaxNode | null): FieldRule {
  const [options] = field?.childForFieldName('arguments')?.namedChildren ?? [];
  if (optionOf(options, 'default')) return defaulted;
  return optionOf(options, 'optional')?.text === 'true' ? optional : required;
}

function ofEnvalid(call: SyntaxNode, library: string): FieldRule {
  if (/optional/i.test(library)) return optional;
  const options = call.childForFieldName('arguments')?.namedChildren.find((node) => node.type === 'object');
  const own = options?.namedChildren.find((pair) => pair.childForFieldName('key')?.text === 'default');
  if (own) return own.childForFieldName('value')?.text === 'undefined' ? optional : defaulted;
  return options && /\brequiredWhen\b/.test(options.text) ? optional : required;
}
