import { ancestors, enclosing, isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, direct, guarded, unused } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { isAssertion } from './condition.ts';
import { functionNamed } from './environment.ts';
import { defaultedBy, literalValue } from './fallback.ts';
import { parametersOf } from './names.ts';

const converting =
  /^(Number|parseInt|parseFloat|String|Number\.parseInt|Number\.parseFloat|JSON\.stringify)$/;
const logging = /^(this\.)?(console|log|logger|debug|winston|pino)\b/i;
const testing = /^(is|has|should)[A-Z_]|bool|truthy|enabled|flag/i;
const searching = /^(includes|has|test|indexOf|match|equals|startsWith|endsWith)$/;
const defaulting = /default|fallback|optional|orElse|coalesce|firstDefined/i;
const reading = /^(parse|to|get|as|read|env|int|num|str|bool|float|port)/i;
/** Functions made for raw settings; what they do with none is theirs to say. */
const accepting = /^(parse|convert|normali[sz]e|sanitize|to|as|coerce|split|resolve)[A-Z]/;

/** What a call does with an argument that may be absent; `on` when its result is absent in the same way. */
export function handlingByCall(argument: SyntaxNode, list: SyntaxNode, syntax: Syntax): Use | 'on' {
  const call = list.parent;
  if (call?.type === 'new_expression') return shownBy(call.childForFieldName('constructor')?.text ?? '');
  const callee = call?.childForFieldName('function');
  if (!callee || !isField(list, 'arguments')) return direct;
  const name = callee.childForFieldName('property')?.text ?? callee.text;
  if (callee.text === 'String' && asksForUndefined(list)) return guarded;
  if (converting.test(callee.text)) return 'on';
  if (isLogging(callee)) return unused;
  if (isTolerantSchema(callee, name)) return guarded;
  if (isAssertion(callee)) return asserted;
  if (/^(Boolean|isNaN|isFinite)$/.test(name) || searching.test(name) || testing.test(name)) return guarded;
  const index = list.namedChildren.findIndex((node) => node.id === argument.id);
  const second = index === 0 ? list.namedChild(1) : null;
  if (defaulting.test(name)) return second ? defaultedBy(second) : guarded;
  if (second && reading.test(name) && isLiteral(second)) return defaultedBy(second);
  if (callee.type !== 'identifier') return direct;
  const owner = functionNamed(callee.text, syntax);
  const parameter = owner && parametersOf(owner)[index];
  if (parameter?.defaulted || parameter?.optional) return guarded;
  return !owner && accepting.test(name) ? guarded : direct;
}

/** `String(process.env.X)` is `'undefined'` without X, and the code around compares with that. */
function asksForUndefined(list: SyntaxNode): boolean {
  const around = enclosing(list, 'statement_block', 'program')?.text ?? '';
  return /[!=]==?\s*(['"])undefined\1|(['"])undefined\2\s*[!=]=/.test(around);
}

/** A text that is put together with the value: only for a log, an error, or a default it does not matter. */
export function handlingInText(text: SyntaxNode): Use {
  let node = text;
  for (const around of ancestors(text)) {
    if (/^(template_string|template_substitution|parenthesized_expression|arguments)$/.test(around.type)) {
      node = around;
      continue;
    }
    const isSecond = isField(node, 'right');
    if (around.type === 'binary_expression' && isSecond && /^(\?\?|\|\|)$/.test(around.child(1)?.type ?? ''))
      return guarded;
    if (around.type === 'assignment_pattern' && isSecond) return guarded;
    if (around.type === 'required_parameter') return guarded;
    if (around.type === 'throw_statement') return unused;
    if (around.type === 'call_expression' && isField(node, 'arguments'))
      return isLogging(around.childForFieldName('function')) ? unused : direct;
    if (around.type === 'new_expression') return shownBy(around.childForFieldName('constructor')?.text ?? '');
    if (around.type === 'pair') return around.childForFieldName('key')?.text === 'default' ? guarded : direct;
    if (around.type !== 'binary_expression' || around.child(1)?.type !== '+') return direct;
    node = around;
  }
  return direct;
}

/** `schema.safeParse(x)`, `z.string().optional().parse(x)`. */
function isTolerantSchema(callee: SyntaxNode, method: string): boolean {
  if (method === 'safeParse') return true;
  return method === 'parse' && /\.(?:optional|nullish|default|catch)\(/.test(callee.text.slice(0, 500));
}

/** `new Error(x)` only shows a value. */
function shownBy(constructor: string): Use {
  if (constructor === 'Boolean') return guarded;
  return constructor.endsWith('Error') ? unused : direct;
}

function isLogging(callee: SyntaxNode | null): boolean {
  return logging.test(callee?.text.slice(0, 40) ?? '');
}

function isLiteral(node: SyntaxNode): boolean {
  return literalValue(node) !== undefined || node.type === 'array';
}
