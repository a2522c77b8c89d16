import { unknownName } from '../tree-sitter/naming.ts';
import type { Naming } from '../tree-sitter/naming.ts';
import { isField, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { Environment } from './environment.ts';
import { argumentsOf, callOf, literalText, namingOf } from './names.ts';

/** One place where code takes variables out of the environment, tests them or sets them. */
export interface Access {
  readonly via: string;
  readonly naming: Naming;
  /**
   * - `item`: `os.environ[…]`, fails when absent
   * - `lookup`: a call that gives `None` or `fallback` when absent
   * - `test`: true when the variable is there
   * - `supply`: the variable is set to `assigned`
   */
  readonly kind: 'item' | 'lookup' | 'test' | 'supply';
  readonly node: SyntaxNode;
  readonly fallback?: SyntaxNode | undefined;
  readonly assigned?: SyntaxNode | null;
}

/** What is done with one occurrence of the environment; nothing when it is passed on as a whole. */
export function accessesOf(environment: Environment, syntax: Syntax): readonly Access[] {
  const { node, via } = environment;
  const { parent } = node;
  if (environment.kind === 'getter') {
    const call = callOf(node);
    return call ? [lookup(call, via, syntax)] : [];
  }
  if (parent?.type === 'subscript' && isField(node, 'value'))
    return parent.parent?.type === 'delete_statement' ? [] : [ofItem(parent, via, syntax)];
  if (parent?.type === 'attribute' && isField(node, 'object')) return ofMethod(parent, via, syntax);
  if (parent?.type === 'comparison_operator') {
    const isIn = parent.children.some((child) => child.type === 'in' || child.type === 'not in');
    const isLast = parent.lastNamedChild?.id === node.id;
    return isIn && isLast
      ? [{ via, naming: namingOf(parent.firstNamedChild, syntax), kind: 'test', node: parent }]
      : [];
  }
  if (parent && /^for_(statement|in_clause)$/.test(parent.type) && isField(node, 'right'))
    return [all(parent, via)];
  return [];
}

function lookup(call: SyntaxNode, via: string, syntax: Syntax): Access {
  const { positional, named } = argumentsOf(call);
  const name = positional[0] ?? named.get('key') ?? null;
  const fallback = positional[1] ?? named.get('default');
  return { via, naming: namingOf(name, syntax), kind: 'lookup', node: call, fallback };
}

function ofItem(item: SyntaxNode, via: string, syntax: Syntax): Access {
  const naming = namingOf(item.childForFieldName('subscript'), syntax);
  const { parent } = item;
  if (parent?.type === 'assignment' && isField(item, 'left'))
    return { via, naming, kind: 'supply', node: item, assigned: parent.childForFieldName('right') };
  return { via, naming, kind: 'item', node: item };
}

function ofMethod(method: SyntaxNode, via: string, syntax: Syntax): readonly Access[] {
  const name = method.childForFieldName('attribute')?.text ?? '';
  const call = callOf(method);
  if (!call) return [];
  const { positional, named } = argumentsOf(call);
  if (/^(get|setdefault)$/.test(name)) return [lookup(call, `${via}.${name}`, syntax)];
  if (name === 'pop') {
    const access = lookup(call, `${via}.pop`, syntax);
    return [access.fallback ? access : { ...access, kind: 'item' }];
  }
  if (name === 'update') return [...ofUpdate(positional[0], via, syntax), ...ofKeywords(named, via)];
  if (/^(items|keys)$/.test(name)) return [all(call, via)];
  return [];
}

/** `os.environ.update({"A": "a"}, B="b")`. */
function ofUpdate(dictionary: SyntaxNode | undefined, via: string, syntax: Syntax): readonly Access[] {
  if (dictionary?.type !== 'dictionary') return [];
  return dictionary.namedChildren.flatMap((pair): readonly Access[] => {
    const naming = namingOf(pair.childForFieldName('key'), syntax);
    return [{ via, naming, kind: 'supply', node: pair, assigned: pair.childForFieldName('value') }];
  });
}

function ofKeywords(named: ReadonlyMap<string, SyntaxNode>, via: string): readonly Access[] {
  return [...named].map(([name, value]): Access => {
    const naming = { kind: 'names', names: [{ name, line: lineOf(value) }] } as const;
    return { via, naming, kind: 'supply', node: value, assigned: value };
  });
}

/** `for key in os.environ: if key.startswith("APP_")`: all variables, or those of a prefix. */
function all(loop: SyntaxNode, via: string): Access {
  let node = loop;
  for (
    let level = 0;
    level < 4 && node.parent && !/^(for_statement|block|module)$/.test(node.type);
    level += 1
  )
    node = node.parent;
  const text = (node.type === 'for_statement' ? node : loop).text.slice(0, 2000);
  const around =
    node.type === 'block' || node.type === 'module' ? (loop.parent?.parent?.text.slice(0, 2000) ?? '') : '';
  const prefix = /\.startswith\(\s*['"]([A-Z][A-Z0-9_]*)['"]/.exec(`${text}\n${around}`)?.[1];
  const naming: Naming = prefix === undefined ? unknownName : { kind: 'prefix', prefix };
  return { via, naming, kind: 'lookup', node: loop };
}

/** Text of a string literal, or of the strings of a list. */
export function textsOf(node: SyntaxNode | undefined): readonly string[] {
  if (!node) return [];
  const text = literalText(node);
  if (text !== undefined) return [text];
  return /^(list|tuple)$/.test(node.type)
    ? node.namedChildren.flatMap((item) => literalText(item) ?? [])
    : [];
}
