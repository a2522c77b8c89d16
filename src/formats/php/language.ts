import type { NullableLanguage } from '../nullable/language.ts';
import { isField } from '../tree-sitter/syntax.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';

const field = (node: SyntaxNode, name: string): SyntaxNode | null => node.childForFieldName(name);

const operatorOf = (node: SyntaxNode): string | undefined =>
  field(node, 'operator')?.type ?? node.children.find(({ isNamed }) => !isNamed)?.type;

export const argumentsOf = (call: SyntaxNode): readonly SyntaxNode[] =>
  (field(call, 'arguments')?.namedChildren ?? []).flatMap((each) =>
    each.type === 'argument' ? (each.namedChildren.at(-1) ?? []) : [],
  );

function calleeOf(call: SyntaxNode): string {
  if (call.type === 'object_creation_expression') return `new ${call.namedChild(0)?.text ?? ''}`;
  return (field(call, 'function') ?? field(call, 'name'))?.text.slice(-100) ?? '';
}

const string = (node: SyntaxNode): string | undefined => {
  if (node.type !== 'string' && node.type !== 'encapsed_string') return undefined;
  const isPlain = node.namedChildren.every(
    ({ type }) => type === 'string_content' || type === 'escape_sequence',
  );
  return isPlain ? node.text.slice(1, -1) : undefined;
};

/** An absent variable is false (`getenv`) or null. */
export const phpLanguage: NullableLanguage = {
  wrapping: /^(?:parenthesized_expression|cast_expression|error_suppression_expression)$/,
  blocks: /^(?:compound_statement|declaration_list|program)$/,
  functions: /^(?:function_definition|method_declaration|anonymous_function|arrow_function)$/,
  truthy: true,
  fallbackOf: (node, parent) => {
    // `$a = x or die()` puts the assignment first.
    const around = parent.type === 'assignment_expression' && isField(node, 'right') ? parent.parent : null;
    if (around?.type === 'binary_expression' && operatorOf(around) === 'or') return field(around, 'right');
    if (
      parent.type === 'binary_expression' &&
      isField(node, 'left') &&
      /^(?:\?\?|or)$/.test(operatorOf(parent) ?? '')
    )
      return field(parent, 'right');
    // `x ?: y`
    const isShort =
      parent.type === 'conditional_expression' && !field(parent, 'body') && isField(node, 'condition');
    return isShort ? field(parent, 'alternative') : null;
  },
  asserts: () => false,
  negates: (parent) => parent.type === 'unary_op_expression' && parent.text.startsWith('!'),
  comparison: (node, parent) => {
    const operator = parent.type === 'binary_expression' ? operatorOf(parent) : undefined;
    if (operator === undefined || !/^[=!]==?$/.test(operator)) return undefined;
    const other = field(parent, isField(node, 'left') ? 'right' : 'left')?.text.toLowerCase() ?? '';
    if (!/^(?:null|false|''|"")$/.test(other)) return 'other';
    return operator.startsWith('=') ? '==' : '!=';
  },
  junction: (parent) => {
    const operator = parent.type === 'binary_expression' ? operatorOf(parent) : undefined;
    return operator === '&&' || operator === 'and' ? 'and' : operator === '||' ? 'or' : undefined;
  },
  argumentOf: (node, parent) => {
    const list = parent.type === 'argument' ? parent.parent : null;
    const call = list?.type === 'arguments' ? list.parent : null;
    if (!call) return undefined;
    return { call, callee: calleeOf(call), others: argumentsOf(call).filter(({ id }) => id !== node.id) };
  },
  // What PHP makes of a member of nothing is a warning.
  memberOf: (node, parent) => {
    if (!/^(?:nullsafe_)?member_call_expression$/.test(parent.type) || !isField(node, 'object'))
      return undefined;
    return { whole: parent, name: field(parent, 'name')?.text ?? '', safe: true, given: argumentsOf(parent) };
  },
  branchesOf: (node) => {
    const condition = field(node, 'condition');
    if (!condition || !/^(?:if_statement|conditional_expression|while_statement)$/.test(node.type))
      return undefined;
    return { condition, taken: field(node, 'body'), otherwise: field(node, 'alternative') };
  },
  isExpression: (node) => node.type === 'conditional_expression',
  boundTo: (node, parent) =>
    parent.type === 'assignment_expression' && isField(node, 'right') ? field(parent, 'left') : null,
  stops: (node) =>
    /^throw_|^exit_statement$/.test(node.type) || /^(?:die|exit|abort)\b/.test(node.text.slice(0, 8)),
  literal: (node) => string(node) ?? (/^(?:integer|float|boolean)$/.test(node.type) ? node.text : undefined),
  string,
  start: (node) =>
    string(field(node, 'left') ?? node) ?? /^"(\w*)[{$]/.exec(node.text.slice(0, 200))?.[1] ?? '',
  valueOf: (name) =>
    name.parent?.type === 'const_element' ? (name.parent.namedChildren.at(-1) ?? null) : null,
  parametersOf: (owner) =>
    (field(owner, 'parameters')?.namedChildren ?? []).map(
      (each) => field(each, 'name')?.text.replace(/^\$/, '') ?? '',
    ),
  functionName: (owner) => field(owner, 'name')?.text,
  callOf: (name) => {
    const { parent } = name;
    return parent &&
      parent.type.endsWith('_call_expression') &&
      (isField(name, 'function') || isField(name, 'name'))
      ? parent
      : undefined;
  },
  argumentsOf,
  failing: /^(?:Assert::\w*notNull|Assert::\w*stringNotEmpty|notNull|stringNotEmpty)$/,
  isNothing: /^(?:empty|is_null|blank)$/,
  isSomething: /^(?:isset|filled|is_string|array_key_exists)$/,
  keeping: /^(?:trim|rtrim|strtolower|strtoupper|strval)$/,
  defaulting: /^(?:value_or|default\w*)$/i,
  chaining: /^$/,
  environment: /\bgetenv\(|\$_ENV\b|\benv\(/,
};
