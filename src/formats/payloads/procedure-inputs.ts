import { unwrap } from '../javascript/names.ts';
import { argumentsOf } from '../javascript/schema-steps.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { ProcedureInput } from './payload-module.ts';
import { keyOf, routerObject, routerRecord } from './routers.ts';
import { topConstantsOf } from './top-constants.ts';

export interface WrittenInput extends ProcedureInput {
  readonly node: SyntaxNode;
}

/** Inputs of procedures that stand in routers of a file or are constants of it. Of several inputs in a chain nothing is told: all must fit. */
export function procedureInputsOf(syntax: Syntax): readonly WrittenInput[] {
  if (!/\.input\(/.test(syntax.text)) return [];
  return [...topConstantsOf(syntax)].flatMap(([name, { value }]) => {
    const object = routerObject(value) ?? routerRecord(value);
    return object ? inputsIn(object, name, []) : inputOf(value, name, []);
  });
}

function inputsIn(object: SyntaxNode, holder: string, above: readonly string[]): readonly WrittenInput[] {
  return object.namedChildren.flatMap((part) => {
    const key = keyOf(part);
    const value = unwrap(part.childForFieldName('value'));
    if (key === undefined || !value) return [];
    const inner = routerObject(value);
    return inner ? inputsIn(inner, holder, [...above, key]) : inputOf(value, holder, [...above, key]);
  });
}

/** The one `.input(…)` of a chain that ends in `.query(…)`, `.mutation(…)` or `.subscription(…)`. */
function inputOf(chain: SyntaxNode, holder: string, keys: readonly string[]): readonly WrittenInput[] {
  const inputs: SyntaxNode[] = [];
  let isProcedure = false;
  for (let node: SyntaxNode | null = chain; node?.type === 'call_expression';) {
    const callee: SyntaxNode | null = node.childForFieldName('function');
    const word =
      callee?.type === 'member_expression' ? callee.childForFieldName('property')?.text : undefined;
    if (node === chain) isProcedure = /^(?:query|mutation|subscription)$/.test(word ?? '');
    if (word === 'input') inputs.push(...argumentsOf(node).slice(0, 1));
    node = unwrap(callee?.childForFieldName('object') ?? null);
  }
  const [node] = inputs;
  if (!isProcedure || !node || inputs.length > 1) return [];
  const refersTo = node.type === 'identifier' ? { refersTo: node.text } : {};
  const schema = `${[holder, ...keys].join('.')} input`;
  return [{ schema, holder, keys, line: lineOf(node), node, ...refersTo }];
}
