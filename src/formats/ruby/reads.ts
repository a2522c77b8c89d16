import type { Declaration, Read } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import type { Naming } from '../tree-sitter/naming.ts';
import { enclosing, isField, isInside, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded, strengthOf } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { conditionOf, stops } from './condition.ts';
import { guardsIn } from './guards.ts';
import { defaultedBy, handlingOf } from './handling.ts';
import { argumentsOf, literalValue, namingOf, parametersOf } from './names.ts';

/** A method of this file that reads the variable its caller names. */
interface Wrapper {
  readonly owner: SyntaxNode;
  readonly index: number;
  readonly use: Use;
}

/** All that a file takes from the environment, and what it puts there. */
export function readsOf(syntax: Syntax): readonly (Read | Declaration)[] {
  const found: (Read | Declaration)[] = [];
  const guards = guardsIn(syntax);
  const wrappers: Wrapper[] = [];
  const add = (naming: Naming, node: SyntaxNode, use: Use, via: string): void => {
    if (naming.kind === 'parameter') {
      wrappers.push({ owner: naming.owner, index: naming.index, use });
      return;
    }
    const names = naming.kind === 'names' ? naming.names : [{ name: naming.prefix, line: lineOf(node) }];
    for (const { name, line } of names) {
      const needs = use.handling === 'asserted' || use.handling === 'direct';
      const isSafe = needs && naming.kind === 'names' && guards.cover(node, name, use);
      const strength =
        naming.kind === 'prefix' ? { strength: 'prefix' as const } : strengthOf(isSafe ? guarded : use);
      found.push({ kind: 'read', name, line, phase: 'run', via, ...strength });
    }
  };
  for (const { node, names, use, via, value } of accessesOf(syntax)) {
    if (value !== undefined) found.push(...supplied(namingOf(names[0] ?? null, syntax), node, value));
    else for (const name of names) add(namingOf(name, syntax), node, use, via);
  }
  for (const wrapper of wrappers) {
    for (const call of callsOf(wrapper, syntax)) add(call.naming, call.node, call.use, 'ENV');
  }
  return found;
}

interface Access {
  readonly node: SyntaxNode;
  readonly names: readonly (SyntaxNode | null)[];
  readonly use: Use;
  readonly via: string;
  /** what it is set to; absent for a read */
  readonly value?: SyntaxNode | null;
}

function* accessesOf(syntax: Syntax): Generator<Access> {
  for (const node of syntax.words('ENV')) {
    if (node.type !== 'constant') continue;
    const environment = node.parent?.type === 'scope_resolution' ? node.parent : node;
    const { parent } = environment;
    if (!parent) continue;
    if (enclosing(node, 'ERROR')) syntax.noteBroken(node);
    if (parent.type === 'element_reference' && isField(environment, 'object')) yield ofIndex(parent, syntax);
    else if (parent.type === 'call' && isField(environment, 'receiver')) yield* ofMethod(parent, syntax);
  }
}

function ofIndex(access: SyntaxNode, syntax: Syntax): Access {
  const names = [access.namedChild(1)];
  const { parent } = access;
  if (parent?.type.endsWith('assignment') === true && isField(access, 'left'))
    return { node: access, names, use: guarded, via: 'ENV', value: parent.childForFieldName('right') };
  return { node: access, names, use: handlingOf(access, syntax), via: 'ENV' };
}

function* ofMethod(call: SyntaxNode, syntax: Syntax): Generator<Access> {
  const method = call.childForFieldName('method')?.text ?? '';
  const [first = null, second, ...more] = argumentsOf(call);
  const via = `ENV.${method}`;
  if (method === 'fetch') yield { node: call, names: [first], use: fetched(call, second, syntax), via };
  else if (method === 'store') yield { node: call, names: [first], use: guarded, via, value: second ?? null };
  else if (/^(?:key|has_key|include|member)\?$/.test(method))
    yield { node: call, names: [first], use: conditionOf(call) ?? guarded, via };
  else if (/^(?:values_at|slice|dig|delete|except)$/.test(method))
    yield { node: call, names: [first, second ?? null, ...more].filter(Boolean), use: guarded, via };
  else if (/^(?:to_h|each\w*|map|select|filter|filter_map|find|keys|any\?|reject|sort\w*)$/.test(method))
    yield { node: call, names: [null], use: guarded, via };
}

/** `ENV.fetch('X')` raises; a second argument or a block says what to do instead. */
function fetched(call: SyntaxNode, second: SyntaxNode | undefined, syntax: Syntax): Use {
  const block = call.childForFieldName('block');
  if (block) {
    const body = block.childForFieldName('body');
    if (!body) return guarded;
    return stops(body) ? asserted : defaultedBy(body.namedChildCount === 1 ? body.firstNamedChild : body);
  }
  if (!second) return call.parent?.type === 'rescue_modifier' ? guarded : asserted;
  const use = defaultedBy(second);
  // `ENV.fetch('X', nil)` is `ENV['X']`.
  return second.type === 'nil' ? handlingOf(call, syntax) : use;
}

function supplied(naming: Naming, node: SyntaxNode, value: SyntaxNode | null): readonly Declaration[] {
  if (naming.kind !== 'names') return [];
  const literal = literalValue(value);
  const given = literal === undefined ? { from: 'expression' as const } : { value: shapeOf(literal) };
  const at = { phase: 'run', line: lineOf(node) } as const;
  return naming.names.map(({ name }) => ({ kind: 'declaration', name, role: 'supplied', ...at, ...given }));
}

/** Calls of a wrapper in this file, outside of itself. */
function* callsOf(
  { owner, index, use }: Wrapper,
  syntax: Syntax,
): Generator<{ readonly naming: Naming; readonly node: SyntaxNode; readonly use: Use }> {
  const name = owner.childForFieldName('name')?.text;
  if (name === undefined) return;
  const parameters = parametersOf(owner);
  const fallbackAt = parameters.findIndex(
    (parameter, at) =>
      at !== index && (parameter.name === use.fallbackFrom || /default|fallback/.test(parameter.name)),
  );
  for (const node of syntax.words(name)) {
    const call = node.parent;
    if (call?.type !== 'call' || !isField(node, 'method') || isInside(call, owner)) continue;
    const given = argumentsOf(call);
    const argument = given[index];
    if (!argument) continue;
    const fallback = given[fallbackAt];
    const own = use.handling === 'unused' ? handlingOf(call, syntax) : use;
    const missing = use.fallbackFrom !== undefined && !fallback ? guarded : own;
    yield { naming: namingOf(argument, syntax), node: call, use: fallback ? defaultedBy(fallback) : missing };
  }
}
