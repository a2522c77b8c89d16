import type { Naming } from '../tree-sitter/naming.ts';
import { isField, isInside } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { defaultedBy } from './handling.ts';
import { argumentsOf, namingOf, parametersOf } from './names.ts';

/** A function of this file that reads the variable its caller names. */
export interface Wrapper {
  readonly owner: SyntaxNode;
  /** position of the parameter that names the variable */
  readonly index: number;
  /** what it does itself with the value */
  readonly use: Use;
  readonly via: string;
}

/** A call of a wrapper. `own` is what the wrapper makes of an absent value; undefined when it hands it on. */
export interface WrapperCall {
  readonly naming: Naming;
  readonly node: SyntaxNode;
  readonly own: Use | undefined;
}

/** Calls of a wrapper in this file, outside of itself. */
export function* callsOf(wrapper: Wrapper, syntax: Syntax): Generator<WrapperCall> {
  const name = nameOf(wrapper.owner);
  if (name === undefined) return;
  const parameters = parametersOf(wrapper.owner);
  const fallbackAt = parameters.findIndex(
    (parameter, index) =>
      index !== wrapper.index &&
      (parameter.name === wrapper.use.fallbackFrom ||
        /^(?:def|fallback|alt|dflt|or|other)|default/i.test(parameter.name)),
  );
  for (const node of syntax.words(name)) {
    const callee = node.parent?.type === 'selector_expression' && isField(node, 'field') ? node.parent : node;
    const call = callee.parent;
    if (call?.type !== 'call_expression' || !isField(callee, 'function') || isInside(call, wrapper.owner))
      continue;
    const given = argumentsOf(call);
    const argument = given[wrapper.index];
    if (!argument) continue;
    yield {
      naming: namingOf(argument, syntax),
      node: call,
      own: useOf(wrapper.use, given[fallbackAt], name),
    };
  }
}

function useOf(use: Use, fallback: SyntaxNode | undefined, name: string): Use | undefined {
  if (fallback) return defaultedBy(fallback);
  if (use.handling === 'asserted' || use.mayFail === true) return asserted;
  if (use.handling === 'defaulted') return use;
  if (/^(?:must|require)/i.test(name)) return asserted;
  return use.handling === 'guarded' ? guarded : undefined;
}

function nameOf(owner: SyntaxNode): string | undefined {
  const own = owner.childForFieldName('name');
  if (own) return own.text;
  const statement = owner.parent?.type === 'expression_list' ? owner.parent.parent : null;
  return (statement?.childForFieldName('left') ?? statement?.childForFieldName('name'))?.text;
}
