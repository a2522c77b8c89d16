import type { NullableLanguage } from '../nullable/language.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';
import { ofLibraries } from './java.ts';

const field = (node: SyntaxNode, name: string): SyntaxNode | null => node.childForFieldName(name);

/** The operator between two operands, or before one: the grammar gives it no field of its own. */
function operatorOf(node: SyntaxNode): string | undefined {
  return node.children.find(({ isNamed }) => !isNamed)?.type;
}

const isLeft = (node: SyntaxNode, parent: SyntaxNode): boolean => field(parent, 'left')?.id === node.id;

function calleeOf(call: SyntaxNode): string {
  const callee = call.namedChild(0);
  // `requireNotNull(x) { "message" }` is a call of a call.
  if (callee?.type === 'call_expression') return calleeOf(callee);
  return (callee?.text ?? '').slice(-100);
}

function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  const list = call.namedChildren.find(({ type }) => type === 'value_arguments')?.namedChildren ?? [];
  return list.flatMap((each) => each.namedChildren.at(-1) ?? []);
}

/** Text of a string; a dollar sign stands there escaped. */
const string = (node: SyntaxNode): string | undefined =>
  /^(?:multiline_)?string_literal$/.test(node.type) && !/(?<!\\)\$\{?[A-Za-z]/.test(node.text)
    ? node.text.replace(/^"{1,3}|"{1,3}$/g, '').replaceAll('\\$', '$')
    : undefined;

export const kotlin: NullableLanguage = {
  ...ofLibraries,
  failing: new RegExp(`${ofLibraries.failing.source}|^(?:URI|URL|File|Path|BigDecimal)$`),
  wrapping: /^(?:parenthesized_expression|as_expression)$/,
  blocks: /^(?:block|class_body|source_file)$/,
  functions: /^(?:function_declaration|secondary_constructor)$/,
  truthy: false,
  fallbackOf: (node, parent) =>
    parent.type === 'binary_expression' && operatorOf(parent) === '?:' && isLeft(node, parent)
      ? field(parent, 'right')
      : null,
  asserts: (parent) => parent.type === 'unary_expression' && parent.text.endsWith('!!'),
  negates: (parent) => parent.type === 'unary_expression' && parent.text.startsWith('!'),
  comparison: (node, parent) => {
    const operator = parent.type === 'binary_expression' ? operatorOf(parent) : undefined;
    if (operator !== '==' && operator !== '!=') return undefined;
    return field(parent, isLeft(node, parent) ? 'right' : 'left')?.text === 'null' ? operator : 'other';
  },
  junction: (parent) => {
    const operator = parent.type === 'binary_expression' ? operatorOf(parent) : undefined;
    return operator === '&&' ? 'and' : operator === '||' ? 'or' : undefined;
  },
  argumentOf: (node, parent) => {
    const list = parent.type === 'value_argument' ? parent.parent : null;
    const call = list?.type === 'value_arguments' ? list.parent : null;
    if (call?.type !== 'call_expression') return undefined;
    return { call, callee: calleeOf(call), others: argumentsOf(call).filter(({ id }) => id !== node.id) };
  },
  memberOf: (node, parent) => {
    if (parent.type !== 'navigation_expression' || parent.namedChild(0)?.id !== node.id) return undefined;
    const call =
      parent.parent?.type === 'call_expression' && parent.parent.namedChild(0)?.id === parent.id
        ? parent.parent
        : null;
    const safe = parent.children.some(({ type }) => type === '?.');
    const name = parent.namedChildren.at(-1)?.text ?? '';
    return { whole: call ?? parent, name, safe, given: call ? argumentsOf(call) : [] };
  },
  branchesOf: (node) => {
    const condition = field(node, 'condition');
    if (!condition || !/^(?:if_expression|while_statement)$/.test(node.type)) return undefined;
    const [taken = null, otherwise = null] = node.namedChildren.filter(({ id }) => id !== condition.id);
    return { condition, taken, otherwise };
  },
  isExpression: (node) => node.type === 'if_expression' && node.parent?.type !== 'block',
  boundTo: (node, parent) => {
    if (parent.type === 'property_declaration')
      return parent.namedChildren.find(({ type }) => type === 'variable_declaration')?.namedChild(0) ?? null;
    return parent.type === 'assignment' && !isLeft(node, parent)
      ? (field(parent, 'left') ?? parent.namedChild(0))
      : null;
  },
  stops: (node) =>
    node.type === 'throw_expression' || /^(?:error\(|exitProcess\(|TODO\()/.test(node.text.slice(0, 12)),
  literal: (node) =>
    string(node) ?? (/^(?:number_literal|float_literal|true|false)$/.test(node.type) ? node.text : undefined),
  string,
  start: (node) => {
    const first = field(node, 'left') ?? node;
    return string(first) ?? /^"([\w.]*)\$/.exec(first.text)?.[1] ?? '';
  },
  valueOf: (name) => {
    const declaration = name.parent?.type === 'variable_declaration' ? name.parent.parent : null;
    return declaration?.type === 'property_declaration' ? (declaration.namedChildren.at(-1) ?? null) : null;
  },
  parametersOf: (owner) =>
    (
      owner.namedChildren.find(({ type }) => type === 'function_value_parameters')?.namedChildren ?? []
    ).flatMap((each) => (each.type === 'parameter' ? (each.namedChild(0)?.text ?? '') : [])),
  functionName: (owner) => field(owner, 'name')?.text,
  callOf: (name) => {
    const callee = name.parent?.type === 'navigation_expression' ? name.parent : name;
    return callee.parent?.type === 'call_expression' && callee.parent.namedChild(0)?.id === callee.id
      ? callee.parent
      : undefined;
  },
  argumentsOf,
};
