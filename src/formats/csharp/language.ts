import type { NullableLanguage } from '../nullable/language.ts';
import { isField } from '../tree-sitter/syntax.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';

const field = (node: SyntaxNode, name: string): SyntaxNode | null => node.childForFieldName(name);

const operatorOf = (node: SyntaxNode): string | undefined =>
  field(node, 'operator')?.type ?? node.children.find(({ isNamed }) => !isNamed)?.type;

export const argumentsOf = (call: SyntaxNode): readonly SyntaxNode[] =>
  (field(call, 'arguments')?.namedChildren ?? []).flatMap((each) => each.namedChildren.at(-1) ?? []);

/** Name of a function, type arguments left out. */
export function calleeOf(call: SyntaxNode): string {
  const type = call.type.endsWith('object_creation_expression') ? field(call, 'type') : null;
  if (type) return `new ${type.text}`;
  return (field(call, 'function')?.text ?? '').replace(/<[^<>]*>$/, '').slice(-100);
}

const string = (node: SyntaxNode): string | undefined => {
  if (node.type === 'string_literal') return node.text.slice(1, -1);
  return node.type === 'verbatim_string_literal' ? node.text.slice(2, -1) : undefined;
};

export const csharpLanguage: NullableLanguage = {
  wrapping: /^(?:parenthesized_expression|cast_expression|as_expression|await_expression)$/,
  blocks: /^(?:block|declaration_list|compilation_unit)$/,
  functions: /^(?:method_declaration|constructor_declaration|local_function_statement)$/,
  truthy: false,
  fallbackOf: (node, parent) =>
    parent.type === 'binary_expression' && operatorOf(parent) === '??' && isField(node, 'left')
      ? field(parent, 'right')
      : null,
  asserts: (parent) => parent.type === 'postfix_unary_expression' && parent.text.endsWith('!'),
  negates: (parent) => parent.type === 'prefix_unary_expression' && parent.text.startsWith('!'),
  comparison: (node, parent) => {
    if (parent.type === 'is_pattern_expression') {
      const pattern = field(parent, 'pattern')?.text ?? '';
      return pattern === 'null' ? '==' : /^not null$|^\{\s?\}/.test(pattern) ? '!=' : 'other';
    }
    const operator = parent.type === 'binary_expression' ? operatorOf(parent) : undefined;
    if (operator !== '==' && operator !== '!=') return undefined;
    const other = field(parent, isField(node, 'left') ? 'right' : 'left')?.text ?? '';
    return /^(?:null|""|string\.Empty|default)$/.test(other) ? operator : 'other';
  },
  junction: (parent) => {
    const operator = parent.type === 'binary_expression' ? operatorOf(parent) : undefined;
    return operator === '&&' ? 'and' : operator === '||' ? 'or' : undefined;
  },
  argumentOf: (node, parent) => {
    const list = parent.type === 'argument' ? parent.parent : null;
    const call = list?.type === 'argument_list' ? list.parent : null;
    if (!call) return undefined;
    return { call, callee: calleeOf(call), others: argumentsOf(call).filter(({ id }) => id !== node.id) };
  },
  memberOf: (node, parent) => {
    if (parent.type === 'conditional_access_expression' && isField(node, 'condition'))
      return { whole: parent, name: '', safe: true, given: [] };
    if (parent.type === 'element_access_expression' && isField(node, 'expression'))
      return { whole: parent, name: '[]', safe: false, given: [] };
    if (parent.type !== 'member_access_expression' || !isField(node, 'expression')) return undefined;
    const call =
      parent.parent?.type === 'invocation_expression' && isField(parent, 'function') ? parent.parent : null;
    const name = field(parent, 'name')?.text ?? '';
    return { whole: call ?? parent, name, safe: false, given: call ? argumentsOf(call) : [] };
  },
  branchesOf: (node) => {
    const condition = field(node, 'condition');
    if (!condition || !/^(?:if_statement|conditional_expression|while_statement)$/.test(node.type))
      return undefined;
    return { condition, taken: field(node, 'consequence'), otherwise: field(node, 'alternative') };
  },
  isExpression: (node) => node.type === 'conditional_expression',
  boundTo: (node, parent) => {
    if (parent.type === 'variable_declarator' && !isField(node, 'name')) return field(parent, 'name');
    return parent.type === 'assignment_expression' && isField(node, 'right') ? field(parent, 'left') : null;
  },
  stops: (node) =>
    node.type.startsWith('throw_') || /^Environment\.(?:Exit|FailFast)\(/.test(node.text.slice(0, 30)),
  literal: (node) =>
    string(node) ??
    (/^(?:integer_literal|real_literal|boolean_literal)$/.test(node.type) ? node.text : undefined),
  string,
  start: (node) =>
    string(field(node, 'left') ?? node) ?? /^\$@?"([\w:]*)\{/.exec(node.text.slice(0, 200))?.[1] ?? '',
  valueOf: (name) =>
    name.parent?.type === 'variable_declarator' && isField(name, 'name')
      ? (name.parent.namedChildren.at(-1) ?? null)
      : null,
  parametersOf: (owner) =>
    (field(owner, 'parameters')?.namedChildren ?? []).map((each) => field(each, 'name')?.text ?? ''),
  functionName: (owner) => field(owner, 'name')?.text,
  callOf: (name) => {
    const callee =
      name.parent?.type === 'member_access_expression' || name.parent?.type === 'generic_name'
        ? name.parent
        : name;
    const whole =
      callee.type === 'generic_name' && callee.parent?.type === 'member_access_expression'
        ? callee.parent
        : callee;
    return whole.parent?.type === 'invocation_expression' && isField(whole, 'function')
      ? whole.parent
      : undefined;
  },
  argumentsOf,
  failing:
    /(?:^|\.)(?:ThrowIfNull(?:OrEmpty|OrWhiteSpace)?|NotNull(?:OrEmpty|OrWhiteSpace)?)$|^(?:int|long|double|bool|decimal|Guid|TimeSpan|Uri|IPAddress|Convert|Int32|Int64|Boolean|Enum)\.(?:Parse|FromBase64String)$|^new Uri$|UTF8\.GetBytes$/,
  isNothing: /(?:^|\.)IsNullOr(?:Empty|WhiteSpace)$/i,
  isSomething: /(?:^|\.)HasValue$/,
  keeping: /^(?:System\.)?Environment\.ExpandEnvironmentVariables$/,
  defaulting: /(?:^|\.)\w*OrDefault$/,
  chaining: /^(?:Trim|Value|AsT\w*)$/,
  environment: /GetEnvironmentVariable|[cC]onfiguration\[|GetValue</,
};
