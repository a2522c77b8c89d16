import { oneName, startOfName, unknownName, variableName } from '../tree-sitter/naming.ts';
import type { Naming, Parameter } from '../tree-sitter/naming.ts';
import { ancestors, enclosing, isField, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

/** Text of a string literal without interpolation. */
export function literalText(node: SyntaxNode | null): string | undefined {
  if (node?.type === 'call' && /^(?:freeze|dup)$/.test(node.childForFieldName('method')?.text ?? ''))
    return literalText(node.childForFieldName('receiver'));
  if (node?.type !== 'string') return undefined;
  if (node.namedChildren.some(({ type }) => type !== 'string_content')) return undefined;
  return node.namedChildren.map(({ text }) => text).join('');
}

/** Text of a literal string, number, symbol or boolean. */
export function literalValue(node: SyntaxNode | null): string | undefined {
  const text = literalText(node);
  if (text !== undefined || !node) return text;
  return /^(?:integer|float|true|false)$/.test(node.type) ? node.text : undefined;
}

/** Names that an expression stands for, as far as this file says. */
export function namingOf(node: SyntaxNode | null, syntax: Syntax): Naming {
  const text = literalText(node);
  if (!node) return unknownName;
  if (text !== undefined) return oneName(text, lineOf(node));
  if (node.type === 'string') {
    const first = node.firstNamedChild;
    return startOfName(first?.type === 'string_content' ? first.text : '');
  }
  if (node.type !== 'identifier' && node.type !== 'constant') return unknownName;
  const bound = boundByBlockOrMethod(node);
  if (bound) return bound;
  const value = literalText(constantOf(node, syntax));
  return value === undefined ? unknownName : oneName(value, lineOf(node));
}

/** A parameter of the method around, or of a block that is called for each of some names. */
function boundByBlockOrMethod(identifier: SyntaxNode): Naming | undefined {
  for (const around of ancestors(identifier)) {
    if (!/^(?:method|singleton_method|block|do_block|lambda)$/.test(around.type)) continue;
    const index = parametersOf(around).findIndex(({ name }) => name === identifier.text);
    if (index === -1) continue;
    if (around.type.endsWith('method')) return { kind: 'parameter', owner: around, index };
    return listed(around.parent?.childForFieldName('receiver') ?? null) ?? unknownName;
  }
  return undefined;
}

/** Names in `%w[A B]` or `['A', 'B']`. */
function listed(node: SyntaxNode | null): Naming | undefined {
  if (!node || !/^(?:array|string_array)$/.test(node.type)) return undefined;
  const names = node.namedChildren.flatMap((item) => {
    const name = item.type === 'bare_string' ? item.text : literalText(item);
    return name !== undefined && variableName.test(name) ? [{ name, line: lineOf(item) }] : [];
  });
  return names.length > 0 ? { kind: 'names', names } : undefined;
}

/** Parameters in order. */
export function parametersOf(owner: SyntaxNode): readonly Parameter[] {
  const list = owner.childForFieldName('parameters')?.namedChildren ?? [];
  return list.map((parameter) => ({
    name: parameter.childForFieldName('name')?.text ?? parameter.text,
    optional: parameter.type === 'optional_parameter',
    defaulted: parameter.childForFieldName('value') !== null,
  }));
}

/** Value that a name is given, when the file gives it one once. */
export function constantOf(identifier: SyntaxNode, syntax: Syntax): SyntaxNode | null {
  return syntax.once(`value ${identifier.text}`, () => {
    const values = [...syntax.words(identifier.text)].flatMap((node) => {
      const { parent } = node;
      if (!parent || !/^(?:assignment|operator_assignment)$/.test(parent.type) || !isField(node, 'left'))
        return [];
      return [parent.childForFieldName('right')];
    });
    return values.length === 1 ? (values[0] ?? null) : null;
  });
}

/** Arguments of a call. */
export function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  return (call.childForFieldName('arguments')?.namedChildren ?? []).filter(({ type }) => type !== 'comment');
}

/** The method, or the whole file. */
export function scopeOf(node: SyntaxNode, syntax: Syntax): SyntaxNode {
  if (node.type === 'instance_variable' || node.type === 'constant')
    return enclosing(node, 'class', 'module') ?? syntax.root;
  return enclosing(node, 'method', 'singleton_method') ?? syntax.root;
}
