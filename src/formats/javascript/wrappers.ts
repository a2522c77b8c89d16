import type { Read } from '../../system/facts.ts';
import { ancestors, isField, isInside } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { defaultedBy } from './fallback.ts';
import { namingOf, parametersOf } from './names.ts';
import type { Naming } from '../tree-sitter/naming.ts';

/** What such a name promises, whatever the function then does. */
const saysMust = /^_?(?:must|require)/i;

/** A function of this file that reads the variable its caller names. */
export interface Wrapper {
  readonly owner: SyntaxNode;
  /** position of the parameter that names the variable */
  readonly index: number;
  /** what it does itself with the value */
  readonly use: Use;
  /** how it reads */
  readonly idiom: Pick<Read, 'via' | 'phase'>;
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
  const fallbackAt = fallbackParameter(wrapper);
  for (const node of syntax.words(name)) {
    const callee =
      isField(node, 'property') && node.parent?.type === 'member_expression' ? node.parent : node;
    const call = callee.parent;
    if (call?.type !== 'call_expression' || !isField(callee, 'function') || isInside(call, wrapper.owner))
      continue;
    const list =
      call.childForFieldName('arguments')?.namedChildren.filter((item) => item.type !== 'comment') ?? [];
    const argument = list[wrapper.index];
    if (!argument) continue;
    yield { naming: namingOf(argument, syntax), node: call, own: useOf(wrapper, list[fallbackAt] ?? null) };
  }
}

function useOf(wrapper: Wrapper, fallback: SyntaxNode | null): Use | undefined {
  if (fallback) {
    const use = defaultedBy(fallback);
    // `getEnv('X', { required: true })`
    if (fallback.type === 'object')
      return /\b(required|throw\w*): true/.test(fallback.text) ? asserted : guarded;
    if (
      fallback.type === 'true' &&
      /requ|throw|must/i.test(wrapper.owner.childForFieldName('parameters')?.text ?? '')
    )
      return asserted;
    return use;
  }
  const { use } = wrapper;
  if (use.handling === 'asserted' || use.mayFail === true || failsWithoutFallback(wrapper)) return asserted;
  if (use.handling !== 'defaulted' && saysMust.test(nameOf(wrapper.owner) ?? '')) return asserted;
  if (use.handling === 'guarded') return guarded;
  if (use.handling !== 'defaulted') return undefined;
  const from = parametersOf(wrapper.owner).find(({ name }) => name === use.fallbackFrom);
  return from && !from.defaulted
    ? undefined
    : { handling: 'defaulted', ...(use.fallback && { fallback: use.fallback }) };
}

/** `if (!value && fallback === undefined) throw …` */
function failsWithoutFallback(wrapper: Wrapper): boolean {
  const name = parametersOf(wrapper.owner)[fallbackParameter(wrapper)]?.name ?? '';
  const text = wrapper.owner.text;
  if (!/^\w+$/.test(name) || !/\bthrow\b|process\.exit/.test(text)) return false;
  return new RegExp(`!\\s*${name}\\b|\\b${name}\\s*={2,3}\\s*(undefined|null)`).test(text);
}

/** The parameter that is used when the variable is absent: the one at the fallback, or the one after the name. */
function fallbackParameter(wrapper: Wrapper): number {
  const parameters = parametersOf(wrapper.owner);
  const at = parameters.findIndex(({ name }) => name === wrapper.use.fallbackFrom);
  if (at !== -1) return at;
  return parameters.findIndex(
    ({ name }, index) => index !== wrapper.index && /def|fallback|or|alt|required|opt/i.test(name),
  );
}

/** The name under which this file can call a function. */
export function nameOf(owner: SyntaxNode): string | undefined {
  const own = owner.childForFieldName('name');
  if (own) return own.text;
  for (const around of ancestors(owner)) {
    if (around.type === 'variable_declarator') return around.childForFieldName('name')?.text;
    if (around.type === 'pair') return around.childForFieldName('key')?.text;
    if (around.type === 'assignment_expression')
      return (
        around.childForFieldName('left')?.childForFieldName('property')?.text ??
        around.childForFieldName('left')?.text
      );
    if (around.type.endsWith('field_definition'))
      return (around.childForFieldName('property') ?? around.childForFieldName('name'))?.text;
    if (!/^(parenthesized|as|satisfies)_expression$/.test(around.type)) return undefined;
  }
  return undefined;
}
