import type { NullableLanguage } from '../nullable/language.ts';
import { enclosing, isField } from '../tree-sitter/syntax.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';

const field = (node: SyntaxNode, name: string): SyntaxNode | null => node.childForFieldName(name);

/** What Java and Kotlin have in common. */
export const ofLibraries = {
  failing:
    /(?:^|\.)(?:requireNonNull|requireNotNull|checkNotNull|notNull|notBlank|notEmpty|hasText|hasLength|parseInt|parseLong|parseDouble|toInt)$|^(?:Integer|Long|Double|Short|URI|Paths?|Duration|Locale|Optional|UUID|InetAddress|LocalDate)\.(?:valueOf|create|get|of|parse|fromString|getByName)$|^new (?:URI|URL|File|BigDecimal|Integer|Long)$/,
  isNothing: /(?:^|\.)(?:isNull|isEmpty|isBlank|isNullOrEmpty|isNullOrBlank)$/,
  isSomething: /(?:^|\.)(?:nonNull|isNotEmpty|isNotBlank|hasText|hasLength)$/,
  keeping: /(?:^|\.)(?:ofNullable|trimToNull|trimToEmpty|emptyToNull|fromNullable)$/,
  defaulting:
    /(?:^|\.)(?:requireNonNullElse(?:Get)?|defaultIfNull|defaultIfEmpty|defaultIfBlank|defaultString|firstNonNull|\w*[oO]rDefault|coalesce)$/,
  chaining: /^(?:map|flatMap|filter|stream|or|takeIf|takeUnless|trim|let|orElseNull)$/,
  environment: /\bgetenv\b|\bgetProperty\b/,
} as const;

function calleeOf(call: SyntaxNode): string {
  if (call.type === 'object_creation_expression') return `new ${field(call, 'type')?.text ?? ''}`;
  const object = field(call, 'object')?.text;
  const name = field(call, 'name')?.text ?? '';
  return object !== undefined && object.length < 100 ? `${object}.${name}` : name;
}

const argumentsOf = (call: SyntaxNode): readonly SyntaxNode[] =>
  (field(call, 'arguments')?.namedChildren ?? []).filter(({ type }) => !type.endsWith('comment'));

const string = (node: SyntaxNode): string | undefined =>
  node.type === 'string_literal' ? node.text.replace(/^"{1,3}|"{1,3}$/g, '') : undefined;

export const java: NullableLanguage = {
  ...ofLibraries,
  wrapping: /^(?:parenthesized_expression|cast_expression)$/,
  blocks: /^(?:block|constructor_body|class_body|program)$/,
  functions: /^(?:method_declaration|constructor_declaration)$/,
  truthy: false,
  fallbackOf: () => null,
  asserts: () => false,
  negates: (parent) => parent.type === 'unary_expression' && field(parent, 'operator')?.type === '!',
  comparison: (node, parent) => {
    if (parent.type !== 'binary_expression') return undefined;
    const operator = field(parent, 'operator')?.type;
    if (operator !== '==' && operator !== '!=') return undefined;
    const other = field(parent, isField(node, 'left') ? 'right' : 'left');
    return other?.type === 'null_literal' ? operator : 'other';
  },
  junction: (parent) => {
    const operator = parent.type === 'binary_expression' ? field(parent, 'operator')?.type : undefined;
    return operator === '&&' ? 'and' : operator === '||' ? 'or' : undefined;
  },
  argumentOf: (node, parent) => {
    const call = parent.type === 'argument_list' ? parent.parent : null;
    if (!call) return undefined;
    return { call, callee: calleeOf(call), others: argumentsOf(call).filter(({ id }) => id !== node.id) };
  },
  memberOf: (node, parent) => {
    if (parent.type === 'method_invocation' && isField(node, 'object'))
      return {
        whole: parent,
        name: field(parent, 'name')?.text ?? '',
        safe: false,
        given: argumentsOf(parent),
      };
    return undefined;
  },
  branchesOf: (node) => {
    const condition = field(node, 'condition');
    if (!condition || !/^(?:if_statement|ternary_expression|while_statement)$/.test(node.type))
      return undefined;
    return { condition, taken: field(node, 'consequence'), otherwise: field(node, 'alternative') };
  },
  isExpression: (node) => node.type === 'ternary_expression',
  boundTo: (node, parent) => {
    if (parent.type === 'variable_declarator' && isField(node, 'value')) return field(parent, 'name');
    return parent.type === 'assignment_expression' && isField(node, 'right') ? field(parent, 'left') : null;
  },
  stops: (node) =>
    node.type === 'throw_statement' || /^(?:System\.exit\(|fail\()/.test(node.text.slice(0, 20)),
  literal: (node) =>
    string(node) ?? (/^(?:decimal_\w+_literal|true|false)$/.test(node.type) ? node.text : undefined),
  string,
  start: (node) => string(field(node, 'left') ?? node) ?? '',
  valueOf: (name) =>
    name.parent?.type === 'variable_declarator' && isField(name, 'name') ? field(name.parent, 'value') : null,
  parametersOf: (owner) =>
    (field(owner, 'parameters')?.namedChildren ?? []).map((each) => field(each, 'name')?.text ?? ''),
  functionName: (owner) => field(owner, 'name')?.text,
  callOf: (name) =>
    name.parent?.type === 'method_invocation' && isField(name, 'name') ? name.parent : undefined,
  argumentsOf,
};

/** The declaration that an annotation stands on. */
export function annotated(annotation: SyntaxNode): SyntaxNode | undefined {
  return enclosing(
    annotation,
    'field_declaration',
    'formal_parameter',
    'method_declaration',
    'class_declaration',
    'record_declaration',
    'interface_declaration',
  );
}
