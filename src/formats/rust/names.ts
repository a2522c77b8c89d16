import { oneName, unknownName } from '../tree-sitter/naming.ts';
import type { Naming } from '../tree-sitter/naming.ts';
import { ancestors, isField, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

/** Text of a string literal; escapes have no place in a variable's name. */
export function literalText(node: SyntaxNode | null): string | undefined {
  if (node?.type === 'reference_expression') return literalText(node.childForFieldName('value'));
  if (!node || !/^(?:raw_)?string_literal$/.test(node.type)) return undefined;
  return node.namedChildren.map(({ text }) => text).join('');
}

/** Text of a literal, also behind `.to_string()`, `.into()`, `String::from(…)`. */
export function literalValue(node: SyntaxNode | null): string | undefined {
  if (!node) return undefined;
  if (/^(?:integer_literal|float_literal|boolean_literal)$/.test(node.type)) return node.text;
  if (node.type !== 'call_expression') return literalText(node);
  const callee = node.childForFieldName('function');
  if (callee?.text === 'String::from') return literalText(argumentsOf(node)[0] ?? null);
  const isKept = /^(?:to_string|to_owned|into|as_str)$/.test(callee?.childForFieldName('field')?.text ?? '');
  return isKept ? literalValue(callee?.childForFieldName('value') ?? null) : undefined;
}

/** Names that an expression stands for, as far as this file says. */
export function namingOf(node: SyntaxNode | null, syntax: Syntax): Naming {
  const text = literalText(node);
  if (node && text !== undefined) return oneName(text, lineOf(node));
  if (node?.type !== 'identifier') return unknownName;
  const parameter = parameterNamed(node);
  if (parameter) return parameter;
  const constant = literalText(constantOf(node, syntax));
  return constant === undefined ? unknownName : oneName(constant, lineOf(node));
}

function parameterNamed(identifier: SyntaxNode): Naming | undefined {
  for (const around of ancestors(identifier)) {
    if (around.type !== 'function_item') continue;
    const list = around.childForFieldName('parameters')?.namedChildren ?? [];
    const parameters = list.filter(({ type }) => type === 'parameter');
    const index = parameters.findIndex(
      (parameter) => parameter.childForFieldName('pattern')?.text === identifier.text,
    );
    return index === -1 ? undefined : { kind: 'parameter', owner: around, index };
  }
  return undefined;
}

/** Value of a `const`, a `static` or the only `let` of that name. */
export function constantOf(identifier: SyntaxNode, syntax: Syntax): SyntaxNode | null {
  return syntax.once(`value ${identifier.text}`, () => {
    const values = [...syntax.words(identifier.text)].flatMap((node) => {
      const { parent } = node;
      const isBound =
        (parent?.type === 'let_declaration' && isField(node, 'pattern')) ||
        (/^(?:const|static)_item$/.test(parent?.type ?? '') && isField(node, 'name'));
      return isBound ? [parent?.childForFieldName('value') ?? null] : [];
    });
    return values.length === 1 ? (values[0] ?? null) : null;
  });
}

/** Arguments of a call. */
export function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  const list = call.childForFieldName('arguments')?.namedChildren ?? [];
  return list.filter(({ type }) => !type.endsWith('comment'));
}
