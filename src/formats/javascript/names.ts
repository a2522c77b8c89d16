import { oneName, startOfName, unknownName, variableName } from '../tree-sitter/naming.ts';
import type { Naming, Parameter } from '../tree-sitter/naming.ts';
import { ancestors, enclosing, isField, isInside, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

const functionTypes = [
  'function_declaration',
  'function_expression',
  'generator_function_declaration',
  'arrow_function',
  'method_definition',
];

export function isFunction(node: SyntaxNode): boolean {
  return functionTypes.includes(node.type);
}

/** Nearest function around a node. */
export function enclosingFunction(node: SyntaxNode): SyntaxNode | undefined {
  return enclosing(node, ...functionTypes);
}

/** Names that an expression stands for, as far as this file says. */
export function namingOf(expression: SyntaxNode | null, syntax: Syntax): Naming {
  const node = unwrap(expression);
  const text = literalText(node);
  if (node && text !== undefined) return oneName(text, lineOf(node));
  if (node?.type === 'identifier') return resolve(node, syntax);
  if (node?.type === 'template_string') return startOfName(templateStart(node));
  if (node?.type === 'binary_expression' && node.child(1)?.type === '+')
    return startOfName(literalText(unwrap(node.childForFieldName('left'))) ?? '');
  return unknownName;
}

/** Text of a string, or of a template without substitutions. */
export function literalText(node: SyntaxNode | null): string | undefined {
  if (node?.type === 'string') return node.text.slice(1, -1);
  if (node?.type === 'template_string' && !node.namedChildren.some((part) => part.type !== 'string_fragment'))
    return node.text.slice(1, -1);
  return undefined;
}

/** The expression inside of parentheses, assertions and casts. */
export function unwrap(node: SyntaxNode | null): SyntaxNode | null {
  let current = node;
  while (
    current &&
    /^(parenthesized_expression|non_null_expression|as_expression|satisfies_expression)$/.test(current.type)
  )
    current = current.firstNamedChild;
  return current;
}

function templateStart(node: SyntaxNode): string {
  const first = node.firstNamedChild;
  return first?.type === 'string_fragment' ? first.text : '';
}

/** What an identifier is bound to: a parameter, the variable of a loop, or a constant. */
function resolve(identifier: SyntaxNode, syntax: Syntax): Naming {
  for (const around of ancestors(identifier)) {
    if (around.type === 'for_in_statement' && around.childForFieldName('left')?.text === identifier.text) {
      const isOf = around.children.some((child) => child.type === 'of');
      return (isOf && listed(around.childForFieldName('right'), syntax)) || unknownName;
    }
    if (!functionTypes.includes(around.type)) continue;
    const index = parametersOf(around).findIndex((parameter) => parameter.name === identifier.text);
    if (index !== -1)
      return fromCallback(around, index, syntax) ?? { kind: 'parameter', owner: around, index };
  }
  const text = literalText(constantOf(identifier, syntax));
  return text === undefined ? unknownName : oneName(text, lineOf(identifier));
}

/** Parameters of a function in order; a pattern has the name it is written as. */
export function parametersOf(owner: SyntaxNode): readonly Parameter[] {
  const single = owner.childForFieldName('parameter');
  if (single) return [{ name: single.text, optional: false, defaulted: false }];
  const list = owner.childForFieldName('parameters')?.namedChildren ?? [];
  return list
    .filter((node) => node.type !== 'comment')
    .map((node) => {
      const pattern = node.childForFieldName('pattern') ?? node.childForFieldName('left') ?? node;
      const type = node.childForFieldName('type')?.text ?? '';
      const defaulted = (node.childForFieldName('value') ?? node.childForFieldName('right')) !== null;
      const optional = node.type === 'optional_parameter' || /\b(undefined|null)\b/.test(type);
      return { name: pattern.text, optional, defaulted };
    });
}

/** `['A', 'B'].forEach((name) => …)`: the parameter runs over the list. */
function fromCallback(owner: SyntaxNode, index: number, syntax: Syntax): Naming | undefined {
  const call = owner.parent?.type === 'arguments' ? owner.parent.parent : null;
  const callee = call?.childForFieldName('function');
  const method = callee?.childForFieldName('property')?.text ?? '';
  if (!callee || !/^(forEach|map|filter|every|some|find|flatMap|reduce|reduceRight)$/.test(method))
    return undefined;
  const position = method.startsWith('reduce') ? 1 : 0;
  if (index !== position) return unknownName;
  return listed(callee.childForFieldName('object'), syntax) ?? unknownName;
}

/** Names in an array of strings, written here or bound to a constant. */
function listed(node: SyntaxNode | null, syntax: Syntax): Naming | undefined {
  const array = unwrap(node?.type === 'identifier' ? constantOf(node, syntax) : node);
  if (array?.type !== 'array') return undefined;
  const names = array.namedChildren.flatMap((item) => {
    const name = literalText(item);
    return name !== undefined && variableName.test(name) ? [{ name, line: lineOf(item) }] : [];
  });
  return names.length > 0 ? { kind: 'names', names } : undefined;
}

/** Value of the constant that an identifier is bound to, when it is declared once in this file. */
export function constantOf(identifier: SyntaxNode, syntax: Syntax): SyntaxNode | null {
  const inReach = constantsNamed(identifier.text, syntax).filter(({ scope }) => isInside(identifier, scope));
  return inReach.length === 1 ? unwrap(inReach[0]?.value ?? null) : null;
}

function constantsNamed(name: string, syntax: Syntax) {
  return syntax.once(`constants ${name}`, () =>
    [...syntax.words(name)].flatMap((node) => {
      const declarator = node.parent;
      if (declarator?.type !== 'variable_declarator' || !isField(node, 'name')) return [];
      if (declarator.parent?.child(0)?.text !== 'const') return [];
      const scope = enclosing(declarator, 'statement_block', 'program') ?? syntax.root;
      return [{ value: declarator.childForFieldName('value'), scope }];
    }),
  );
}
