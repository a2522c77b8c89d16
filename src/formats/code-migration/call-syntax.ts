import type { SyntaxNode } from '../tree-sitter/syntax.ts';

export interface CallParts {
  readonly name: string;
  readonly receiver: SyntaxNode | null;
  readonly arguments: readonly SyntaxNode[];
  /** what further calls may stand in: arguments and blocks */
  readonly parts: readonly SyntaxNode[];
}

interface Named {
  readonly name: string;
  readonly value: SyntaxNode;
}

/** How a language writes calls and what they are given. */
export interface CallSyntax {
  readonly callOf: (node: SyntaxNode) => CallParts | undefined;
  readonly namedArgument: (node: SyntaxNode) => Named | undefined;
  readonly stringOf: (node: SyntaxNode) => string | undefined;
  readonly itemsOf: (node: SyntaxNode) => readonly SyntaxNode[] | undefined;
  readonly pairsOf: (node: SyntaxNode) => readonly Named[] | undefined;
}

const isComment = ({ type }: SyntaxNode): boolean => type === 'comment';
const argumentsIn = (node: SyntaxNode | null): readonly SyntaxNode[] =>
  (node?.namedChildren ?? []).filter((child) => !isComment(child));

/** Contents of a string that holds nothing computed; what is computed in text of several lines is left out. */
function contentsOf(node: SyntaxNode, content: RegExp, computed: RegExp): string | undefined {
  const parts = node.namedChildren;
  if (parts.some(({ type }) => computed.test(type))) return undefined;
  return parts
    .filter(({ type }) => content.test(type))
    .map(({ text }) => text)
    .join('');
}

function pairOf(node: SyntaxNode, unquoted: (key: SyntaxNode) => string): Named | undefined {
  if (!/^(?:pair|keyword_argument)$/.test(node.type)) return undefined;
  const key = node.childForFieldName('key') ?? node.childForFieldName('name');
  const value = node.childForFieldName('value');
  return key && value ? { name: unquoted(key), value } : undefined;
}

const bare = (key: SyntaxNode): string => key.text.replace(/^[:'"]+|[:'"]+$/g, '');

export const rubyCalls: CallSyntax = {
  callOf: (node) => {
    if (node.type !== 'call') return undefined;
    const list = node.childForFieldName('arguments');
    const block = node.childForFieldName('block');
    const given = argumentsIn(list);
    return {
      name: node.childForFieldName('method')?.text ?? '',
      receiver: node.childForFieldName('receiver'),
      arguments: given,
      parts: [...given, ...(block ? [block] : [])],
    };
  },
  namedArgument: (node) => pairOf(node, bare),
  stringOf: (node) => {
    if (node.type === 'simple_symbol') return node.text.slice(1);
    if (node.type === 'string' || node.type === 'delimited_symbol')
      return contentsOf(node, /^string_content$/, /^interpolation$/);
    if (node.type === 'heredoc_beginning') {
      const body = node.tree.rootNode
        .descendantsOfType('heredoc_body')
        .find((each) => each && each.startIndex > node.startIndex);
      return body ? contentsOf(body, /^heredoc_content$/, /^interpolation$/) : undefined;
    }
    return undefined;
  },
  itemsOf: (node) => {
    if (node.type === 'array') return argumentsIn(node);
    return undefined;
  },
  pairsOf: (node) =>
    node.type === 'hash' ? node.namedChildren.flatMap((child) => pairOf(child, bare) ?? []) : undefined,
};

export const pythonCalls: CallSyntax = {
  callOf: (node) => {
    if (node.type !== 'call') return undefined;
    const called = node.childForFieldName('function');
    const given = argumentsIn(node.childForFieldName('arguments'));
    const isMember = called?.type === 'attribute';
    return {
      name: (isMember ? called.childForFieldName('attribute') : called)?.text ?? '',
      receiver: isMember ? called.childForFieldName('object') : null,
      arguments: given,
      parts: given,
    };
  },
  namedArgument: (node) => pairOf(node, bare),
  stringOf: (node) => {
    if (node.type === 'string') return contentsOf(node, /^string_content$/, /^interpolation$/);
    if (node.type !== 'concatenated_string' && node.type !== 'parenthesized_expression') return undefined;
    const parts = node.namedChildren.filter((child) => !isComment(child)).map(pythonCalls.stringOf);
    return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
  },
  itemsOf: (node) => (/^(?:list|tuple)$/.test(node.type) ? argumentsIn(node) : undefined),
  pairsOf: () => undefined,
};

export const phpCalls: CallSyntax = {
  callOf: (node) => {
    if (!/^(?:scoped_call|member_call|function_call|nullsafe_member_call)_expression$/.test(node.type))
      return undefined;
    const list = node.childForFieldName('arguments');
    const given = argumentsIn(list).flatMap((argument) =>
      argument.type === 'argument' ? (argument.lastNamedChild ?? []) : [argument],
    );
    return {
      name: (node.childForFieldName('name') ?? node.childForFieldName('function'))?.text ?? '',
      receiver: node.childForFieldName('object') ?? node.childForFieldName('scope'),
      arguments: given,
      parts: given,
    };
  },
  namedArgument: () => undefined,
  stringOf: (node) =>
    /^(?:string|encapsed_string)$/.test(node.type)
      ? contentsOf(
          node,
          /^(?:string_content|string_value|escape_sequence)$/,
          /^(?:variable_name|.*expression)$/,
        )
      : undefined,
  itemsOf: (node) =>
    node.type === 'array_creation_expression'
      ? node.namedChildren.flatMap((child) =>
          child.namedChildCount === 1 ? (child.firstNamedChild ?? []) : [],
        )
      : undefined,
  pairsOf: () => undefined,
};

export const scriptCalls: CallSyntax = {
  callOf: (node) => {
    if (node.type === 'await_expression') return undefined;
    if (node.type !== 'call_expression') return undefined;
    const called = node.childForFieldName('function');
    const list = node.childForFieldName('arguments');
    const given = list?.type === 'template_string' ? [list] : argumentsIn(list);
    const isMember = called?.type === 'member_expression';
    return {
      name: (isMember ? called.childForFieldName('property') : called)?.text ?? '',
      receiver: isMember ? called.childForFieldName('object') : null,
      arguments: given,
      parts: given,
    };
  },
  namedArgument: () => undefined,
  stringOf: (node) => {
    if (node.type === 'string')
      return node.namedChildren
        .filter(({ type }) => type === 'string_fragment')
        .map(({ text }) => text)
        .join('');
    if (node.type !== 'template_string') return undefined;
    return node.namedChildren.some(({ type }) => type === 'template_substitution')
      ? undefined
      : node.text.slice(1, -1);
  },
  itemsOf: (node) => (node.type === 'array' ? argumentsIn(node) : undefined),
  pairsOf: (node) =>
    node.type === 'object' ? node.namedChildren.flatMap((child) => pairOf(child, bare) ?? []) : undefined,
};
