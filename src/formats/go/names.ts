import { oneName, startOfName, unknownName, variableName } from '../tree-sitter/naming.ts';
import type { Naming, Parameter } from '../tree-sitter/naming.ts';
import { ancestors, enclosing, isField, isInside, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

const functionTypes = ['function_declaration', 'method_declaration', 'func_literal'];

/** Text of a string literal. */
export function literalText(node: SyntaxNode | null): string | undefined {
  return node && /^(interpreted|raw)_string_literal$/.test(node.type) ? node.text.slice(1, -1) : undefined;
}

/** Text of a literal string, number or boolean. */
export function literalValue(node: SyntaxNode | null): string | undefined {
  return (
    literalText(node) ??
    (node && /^(int_literal|float_literal|true|false)$/.test(node.type) ? node.text : undefined)
  );
}

/** Names that an expression stands for, as far as this file says. */
export function namingOf(node: SyntaxNode | null, syntax: Syntax): Naming {
  const text = literalText(node);
  if (node && text !== undefined) return oneName(text, lineOf(node));
  if (node?.type === 'identifier') return resolve(node, syntax);
  if (node?.type === 'binary_expression' && node.childForFieldName('operator')?.type === '+')
    return startOfName(literalText(node.childForFieldName('left')) ?? '');
  if (node?.type === 'call_expression' && node.childForFieldName('function')?.text === 'fmt.Sprintf') {
    const format = literalText(argumentsOf(node)[0] ?? null) ?? '';
    return startOfName(format.slice(0, Math.max(format.indexOf('%'), 0)));
  }
  return unknownName;
}

/** What an identifier is bound to: the variable of a loop, a parameter, or a constant. */
function resolve(identifier: SyntaxNode, syntax: Syntax): Naming {
  for (const around of ancestors(identifier)) {
    const range = around.type === 'for_statement' ? around.firstNamedChild : null;
    if (
      range?.type === 'range_clause' &&
      range.childForFieldName('left')?.namedChild(1)?.text === identifier.text
    )
      return listed(range.childForFieldName('right'), syntax) ?? unknownName;
    if (!functionTypes.includes(around.type)) continue;
    const index = parametersOf(around).findIndex(({ name }) => name === identifier.text);
    if (index !== -1) return { kind: 'parameter', owner: around, index };
  }
  const text = literalText(constantOf(identifier, syntax));
  return text === undefined ? unknownName : oneName(text, lineOf(identifier));
}

/** Names in a slice of strings, written here or bound to a name. */
function listed(node: SyntaxNode | null, syntax: Syntax): Naming | undefined {
  const list = node?.type === 'identifier' ? constantOf(node, syntax) : node;
  if (list?.type !== 'composite_literal') return undefined;
  const names = (list.childForFieldName('body')?.namedChildren ?? []).flatMap((element) => {
    const item = element.type === 'literal_element' ? element.firstNamedChild : element;
    const name = literalText(item);
    return item && name !== undefined && variableName.test(name) ? [{ name, line: lineOf(item) }] : [];
  });
  return names.length > 0 ? { kind: 'names', names } : undefined;
}

/** Parameters in order. */
export function parametersOf(owner: SyntaxNode): readonly Parameter[] {
  const list = owner.childForFieldName('parameters')?.namedChildren ?? [];
  return list.flatMap((declaration) =>
    declaration.childrenForFieldName('name').map(({ text }) => ({
      name: text,
      optional: declaration.type === 'variadic_parameter_declaration',
      defaulted: false,
    })),
  );
}

/** Value that a name is given, when it is given once where the identifier can see it. */
export function constantOf(identifier: SyntaxNode, syntax: Syntax): SyntaxNode | null {
  const inReach = bindingsOf(identifier.text, syntax).filter(({ scope }) => isInside(identifier, scope));
  return inReach.length === 1 ? (inReach[0]?.value ?? null) : null;
}

function bindingsOf(name: string, syntax: Syntax) {
  return syntax.once(`bindings ${name}`, () =>
    [...syntax.words(name)].flatMap((node) => {
      const binding = bindingAt(node);
      if (!binding) return [];
      return [{ value: binding.value, scope: enclosing(node, 'block') ?? syntax.root }];
    }),
  );
}

export interface Binding {
  /** const, var, `:=` or `=` */
  readonly statement: SyntaxNode;
  readonly value: SyntaxNode | null;
}

/** `const a = 1`, `var a = 1`, `a := 1`, `a = 1` when the node is that `a`. */
export function bindingAt(node: SyntaxNode): Binding | undefined {
  const { parent } = node;
  if (parent && /^(const|var)_spec$/.test(parent.type) && node.type === 'identifier') {
    const index = parent.childrenForFieldName('name').findIndex(({ id }) => id === node.id);
    if (index === -1) return undefined;
    return { statement: parent, value: parent.childForFieldName('value')?.namedChild(index) ?? null };
  }
  const statement = parent?.type === 'expression_list' ? parent.parent : null;
  if (!parent || !statement || !/^(short_var_declaration|assignment_statement)$/.test(statement.type))
    return undefined;
  if (!isField(parent, 'left')) return undefined;
  const index = parent.namedChildren.findIndex(({ id }) => id === node.id);
  return { statement, value: statement.childForFieldName('right')?.namedChild(index) ?? null };
}

/** Arguments of a call. */
export function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  const list = call.childForFieldName('arguments')?.namedChildren ?? [];
  return list.filter((node) => node.type !== 'comment');
}

/** Whether the file has a function or method of that name. */
export function definesFunction(name: string, syntax: Syntax): boolean {
  return syntax.once(`function ${name}`, () =>
    [...syntax.words(name)].some(
      (node) => isField(node, 'name') && /^(function|method)_declaration$/.test(node.parent?.type ?? ''),
    ),
  );
}
