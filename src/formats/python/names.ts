import { oneName, startOfName, unknownName, variableName } from '../tree-sitter/naming.ts';
import type { Naming, Parameter } from '../tree-sitter/naming.ts';
import { ancestors, enclosing, isField, isInside, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

const functionTypes = ['function_definition', 'lambda'];

/** Nearest function around a node. */
export function enclosingFunction(node: SyntaxNode): SyntaxNode | undefined {
  return enclosing(node, ...functionTypes);
}

/** Text of a string without interpolations. */
export function literalText(node: SyntaxNode | null): string | undefined {
  if (node?.type !== 'string' || node.namedChildren.some((part) => part.type === 'interpolation'))
    return undefined;
  return node.namedChildren.map((part) => (part.type === 'string_content' ? part.text : '')).join('');
}

/** Text of a literal string, number or boolean. */
export function literalValue(node: SyntaxNode | null): string | undefined {
  return (
    literalText(node) ?? (node && /^(integer|float|true|false)$/.test(node.type) ? node.text : undefined)
  );
}

/** Names that an expression stands for, as far as this file says. */
export function namingOf(expression: SyntaxNode | null, syntax: Syntax): Naming {
  const node = expression?.type === 'parenthesized_expression' ? expression.firstNamedChild : expression;
  const text = literalText(node);
  if (node && text !== undefined) return oneName(text, lineOf(node));
  if (node?.type === 'identifier') return resolve(node, syntax);
  if (node?.type === 'string') return startOfName(startOfText(node));
  if (node?.type === 'binary_operator' && node.childForFieldName('operator')?.type === '+')
    return startOfName(literalText(node.childForFieldName('left')) ?? '');
  return unknownName;
}

function startOfText(text: SyntaxNode): string {
  const first = text.namedChildren.find((part) => part.type !== 'string_start');
  return first?.type === 'string_content' ? first.text : '';
}

/** What an identifier is bound to: the variable of a loop, a parameter, or a constant. */
function resolve(identifier: SyntaxNode, syntax: Syntax): Naming {
  for (const around of ancestors(identifier)) {
    const loops = around.type.endsWith('comprehension') ? around.namedChildren : [around];
    for (const loop of loops) {
      if (!/^for_(statement|in_clause)$/.test(loop.type)) continue;
      if (loop.childForFieldName('left')?.text !== identifier.text) continue;
      return listed(loop.childForFieldName('right'), syntax) ?? unknownName;
    }
    if (!functionTypes.includes(around.type)) continue;
    const index = parametersOf(around).findIndex(({ name }) => name === identifier.text);
    if (index !== -1) return { kind: 'parameter', owner: around, index };
  }
  const text = literalText(constantOf(identifier, syntax));
  return text === undefined ? unknownName : oneName(text, lineOf(identifier));
}

/** Names in a list, tuple or set of strings, written here or bound to a name. */
function listed(node: SyntaxNode | null, syntax: Syntax): Naming | undefined {
  const list = node?.type === 'identifier' ? constantOf(node, syntax) : node;
  if (!list || !/^(list|tuple|set)$/.test(list.type)) return undefined;
  const names = list.namedChildren.flatMap((item) => {
    const name = literalText(item);
    return name !== undefined && variableName.test(name) ? [{ name, line: lineOf(item) }] : [];
  });
  return names.length > 0 ? { kind: 'names', names } : undefined;
}

/** Parameters in order; `self` and `cls` do not count, since callers do not give them. */
export function parametersOf(owner: SyntaxNode): readonly Parameter[] {
  const list = owner.childForFieldName('parameters')?.namedChildren ?? [];
  const parameters = list.flatMap((node): readonly Parameter[] => {
    if (node.type === 'comment' || node.type.endsWith('separator')) return [];
    const name = (node.childForFieldName('name') ?? node.firstNamedChild ?? node).text;
    const value = node.childForFieldName('value');
    // A name or an object of its own marks "not given" as often as it is a value.
    const defaulted = value !== null && !/^(none|identifier|attribute|ellipsis|call)$/.test(value.type);
    return [{ name: node.type === 'identifier' ? node.text : name, optional: value !== null, defaulted }];
  });
  return /^(self|cls)$/.test(parameters[0]?.name ?? '') ? parameters.slice(1) : parameters;
}

/** Value that a name is assigned, when it is assigned once where the identifier can see it. */
export function constantOf(identifier: SyntaxNode, syntax: Syntax): SyntaxNode | null {
  const inReach = assignmentsTo(identifier.text, syntax).filter(({ scope }) => isInside(identifier, scope));
  return inReach.length === 1 ? (inReach[0]?.value ?? null) : null;
}

function assignmentsTo(name: string, syntax: Syntax) {
  return syntax.once(`assignments ${name}`, () =>
    [...syntax.words(name)].flatMap((node) => {
      if (node.parent?.type !== 'assignment' || !isField(node, 'left')) return [];
      const scope = enclosing(node, 'function_definition') ?? syntax.root;
      return [{ value: node.parent.childForFieldName('right'), scope }];
    }),
  );
}

export interface Arguments {
  readonly positional: readonly SyntaxNode[];
  readonly named: ReadonlyMap<string, SyntaxNode>;
}

/** Arguments of a call. */
export function argumentsOf(call: SyntaxNode): Arguments {
  const positional: SyntaxNode[] = [];
  const named = new Map<string, SyntaxNode>();
  for (const node of call.childForFieldName('arguments')?.namedChildren ?? []) {
    if (node.type === 'comment' || node.type.endsWith('splat')) continue;
    const name = node.type === 'keyword_argument' ? node.childForFieldName('name') : null;
    const value = node.childForFieldName('value');
    if (name && value) named.set(name.text, value);
    else positional.push(node);
  }
  return { positional, named };
}

/** The call of which the node is the function. */
export function callOf(callee: SyntaxNode): SyntaxNode | undefined {
  return callee.parent?.type === 'call' && isField(callee, 'function') ? callee.parent : undefined;
}

/** The function of that name in this file. */
export function functionNamed(name: string, syntax: Syntax): SyntaxNode | undefined {
  return syntax.once(`function ${name}`, () => {
    for (const node of syntax.words(name)) {
      const owner = node.parent;
      if (owner?.type === 'function_definition' && isField(node, 'name')) return owner;
      if (
        owner?.type === 'assignment' &&
        owner.childForFieldName('right')?.type === 'lambda' &&
        isField(node, 'left')
      )
        return owner.childForFieldName('right') ?? undefined;
    }
    return undefined;
  });
}
