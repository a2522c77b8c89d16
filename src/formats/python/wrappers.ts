import type { Naming } from '../tree-sitter/naming.ts';
import { ancestors, isField, isInside } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { defaultedBy } from './handling.ts';
import { argumentsOf, callOf, namingOf, parametersOf } from './names.ts';

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

const raisesWithout =
  /\bif\s+(?:not\s+\w+|\w+\s+is\s+None|\w+\s*==\s*(?:None|""|''))[^\n]{0,80}:\s*(?:\n\s*[^\n]{0,200}){0,2}?\n?\s*(?:raise|sys\.exit)\b/;

/** Calls of a wrapper in this file, outside of itself. */
export function* callsOf(wrapper: Wrapper, syntax: Syntax): Generator<WrapperCall> {
  const name = nameOf(wrapper.owner);
  if (name === undefined) return;
  const parameters = parametersOf(wrapper.owner);
  const fallbackAt = parameters.findIndex(
    (parameter, index) =>
      index !== wrapper.index &&
      (parameter.name === wrapper.use.fallbackFrom || /def(ault)?|fallback/i.test(parameter.name)),
  );
  for (const node of syntax.words(name)) {
    const callee = node.parent?.type === 'attribute' && isField(node, 'attribute') ? node.parent : node;
    const call = callOf(callee);
    if (!call || isInside(call, wrapper.owner)) continue;
    const { positional, named } = argumentsOf(call);
    const given = (at: number) => positional[at] ?? named.get(parameters[at]?.name ?? '');
    const argument = given(wrapper.index);
    if (!argument) continue;
    const own = useOf(wrapper, given(fallbackAt), parameters[fallbackAt]?.defaulted === true);
    yield { naming: namingOf(argument, syntax), node: call, own };
  }
}

function useOf(wrapper: Wrapper, fallback: SyntaxNode | undefined, hasDefault: boolean): Use | undefined {
  const { use, owner } = wrapper;
  if (fallback && fallback.type !== 'none') return defaultedBy(fallback);
  if (hasDefault) return { handling: 'defaulted' };
  if (use.handling === 'asserted' || use.mayFail === true || raisesWithout.test(owner.text)) return asserted;
  if (use.handling === 'guarded' || use.handling === 'unused') {
    if (/^_?(?:must|require)/.test(nameOf(owner) ?? '')) return asserted;
  }
  if (use.handling === 'guarded') return guarded;
  return use.handling === 'defaulted' && use.fallbackFrom === undefined ? use : undefined;
}

function nameOf(owner: SyntaxNode): string | undefined {
  const own = owner.childForFieldName('name');
  if (own) return own.text;
  for (const around of ancestors(owner)) return around.childForFieldName('left')?.text;
  return undefined;
}
