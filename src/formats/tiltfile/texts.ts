import { argumentsOf, callOf, constantOf, literalText, parametersOf } from '../python/names.ts';
import { enclosing } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

/** What the parameters of the function around stand for in one call of it. */
export type Bindings = ReadonlyMap<string, SyntaxNode>;

/** Stands for a part that only Tilt knows: to whoever reads paths and commands it is a variable. */
export const unknownPart = '$_';

const deepest = 20;
const mostCalls = 100;

/** The text of an expression, with parts that are not known as {@link unknownPart}. */
export function textOf(node: SyntaxNode | null, syntax: Syntax, bindings: Bindings, depth = 0): string {
  if (!node || depth > deepest) return unknownPart;
  const inner = (part: SyntaxNode | null): string => textOf(part, syntax, bindings, depth + 1);
  if (node.type === 'parenthesized_expression') return inner(node.firstNamedChild);
  if (node.type === 'concatenated_string') return node.namedChildren.map(inner).join('');
  if (node.type === 'identifier') {
    const bound = bindings.get(node.text);
    return bound ? textOf(bound, syntax, new Map(), depth + 1) : inner(constantOf(node, syntax));
  }
  if (node.type === 'binary_operator') {
    const right = node.childForFieldName('right');
    const left = inner(node.childForFieldName('left'));
    const operator = node.childForFieldName('operator')?.type;
    if (operator === '+') return left + inner(right);
    if (operator === '%') {
      const values = right?.type === 'tuple' ? right.namedChildren : [right];
      let next = 0;
      return left.replace(/%[sdr]/g, () => inner(values[next++] ?? null));
    }
  }
  return literalText(node) ?? unknownPart;
}

/** Texts of a list, or of what stands for one text. */
export function textsOf(
  node: SyntaxNode | null | undefined,
  syntax: Syntax,
  bindings: Bindings,
): readonly string[] {
  const value = node?.type === 'identifier' && !bindings.has(node.text) ? constantOf(node, syntax) : node;
  if (!value) return node ? [unknownPart] : [];
  const isList = value.type === 'list' || value.type === 'tuple';
  const parts = isList ? value.namedChildren.filter(({ type }) => type !== 'comment') : [value];
  return parts.map((part) => textOf(part, syntax, bindings));
}

/** Keys of a dictionary, in order. */
export function keysOf(node: SyntaxNode | null | undefined, syntax: Syntax): readonly SyntaxNode[] {
  const value = node?.type === 'identifier' ? constantOf(node, syntax) : node;
  if (value?.type !== 'dictionary') return [];
  return value.namedChildren.flatMap((pair) => pair.childForFieldName('key') ?? []);
}

/** For a place in a function what each call of that gives its parameters; once with nothing for any other place. */
export function bindingsAt(node: SyntaxNode, syntax: Syntax): readonly Bindings[] {
  const owner = enclosing(node, 'function_definition');
  const name = owner?.childForFieldName('name')?.text;
  if (!owner || name === undefined) return [new Map()];
  const parameters = parametersOf(owner);
  const calls = [...syntax.words(name)].flatMap((word) => callOf(word) ?? []).slice(0, mostCalls);
  return calls.map((call) => {
    const { positional, named } = argumentsOf(call);
    const given = parameters.flatMap((parameter, index): readonly [string, SyntaxNode][] => {
      const value = named.get(parameter.name) ?? positional[index];
      return value ? [[parameter.name, value]] : [];
    });
    return new Map(given);
  });
}
