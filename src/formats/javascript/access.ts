import { isField, outermost } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { Environment } from './environment.ts';
import { literalText, namingOf, unwrap } from './names.ts';
import type { Naming } from '../tree-sitter/naming.ts';

/** One place where code takes variables out of the environment, tests them or sets them. */
export interface Access {
  readonly environment: Environment;
  readonly naming: Naming;
  /**
   * - `value`: the node is the expression whose value is the variable's
   * - `test`: the node is true when the variable is there
   * - `pattern`: the node is the name that destructuring binds; `fallback` its default
   * - `supply`: the node is assigned `assigned`
   */
  readonly kind: 'value' | 'test' | 'pattern' | 'supply';
  readonly node: SyntaxNode;
  readonly fallback?: SyntaxNode | null;
  readonly assigned?: SyntaxNode | null;
}

/** What is done with one occurrence of the environment; nothing when it is passed on as a whole. */
export function accessesOf(environment: Environment, syntax: Syntax): readonly Access[] {
  const node = outermost(environment.node, /^(parenthesized|as|satisfies|non_null)_expression$/);
  const { parent } = node;
  if (!parent) return [];
  switch (parent.type) {
    case 'member_expression':
    case 'subscript_expression':
      return isField(node, 'object') ? ofProperty(environment, parent, syntax) : [];
    case 'variable_declarator':
      return isField(node, 'value') ? ofPattern(environment, parent.childForFieldName('name')) : [];
    case 'assignment_pattern':
      return isField(node, 'right') ? ofPattern(environment, parent.childForFieldName('left')) : [];
    case 'required_parameter':
      return isField(node, 'value') ? ofPattern(environment, parent.childForFieldName('pattern')) : [];
    case 'assignment_expression':
      return isField(node, 'right') ? ofPattern(environment, parent.childForFieldName('left')) : [];
    case 'binary_expression':
      if (parent.child(1)?.type !== 'in' || !isField(node, 'right')) return [];
      return [
        {
          environment,
          naming: namingOf(parent.childForFieldName('left'), syntax),
          kind: 'test',
          node: parent,
        },
      ];
    case 'arguments':
      return ofArgument(environment, parent, syntax);
    default:
      return [];
  }
}

function ofProperty(environment: Environment, access: SyntaxNode, syntax: Syntax): readonly Access[] {
  const key = access.childForFieldName('property');
  const call =
    access.parent?.type === 'call_expression' && isField(access, 'function') ? access.parent : undefined;
  if (call) return key ? ofMethod(environment, key.text, call, syntax) : [];
  if (environment.methods) return [];
  const naming = key
    ? ({ kind: 'names', names: [{ name: key.text, line: key.startPosition.row + 1 }] } as const)
    : namingOf(access.childForFieldName('index'), syntax);
  const target = access.parent;
  if (target?.type === 'assignment_expression' && isField(access, 'left'))
    return [
      { environment, naming, kind: 'supply', node: access, assigned: target.childForFieldName('right') },
    ];
  if (target?.type === 'unary_expression' && target.child(0)?.type === 'delete') return [];
  if (target?.type === 'update_expression') return [];
  return [{ environment, naming, kind: 'value', node: access }];
}

/** `Deno.env.get('X')`, `process.env.hasOwnProperty('X')`. */
function ofMethod(
  environment: Environment,
  method: string,
  call: SyntaxNode,
  syntax: Syntax,
): readonly Access[] {
  const [first = null, second = null] = call.childForFieldName('arguments')?.namedChildren ?? [];
  const naming = namingOf(first, syntax);
  if (method === 'hasOwnProperty' || (environment.methods && method === 'has'))
    return [{ environment, naming, kind: 'test', node: call }];
  if (!environment.methods) return [];
  if (method === 'get') return [{ environment, naming, kind: 'value', node: call }];
  if (method === 'set') return [{ environment, naming, kind: 'supply', node: call, assigned: second }];
  return [];
}

/** `const { A, B: b, C = 'c', D: d = 'd', ...rest } = process.env`; what `rest` reads is followed as an alias. */
function ofPattern(environment: Environment, pattern: SyntaxNode | null): readonly Access[] {
  if (pattern?.type !== 'object_pattern') return [];
  return pattern.namedChildren.flatMap((entry): readonly Access[] => {
    const withDefault = entry.type === 'object_assignment_pattern' || entry.type === 'assignment_pattern';
    const key = entry.childForFieldName('key') ?? (withDefault ? entry.childForFieldName('left') : entry);
    if (!key || entry.type === 'rest_pattern' || entry.type === 'comment') return [];
    const value = entry.type === 'pair_pattern' ? entry.childForFieldName('value') : key;
    const bound = value?.type === 'assignment_pattern' ? value.childForFieldName('left') : value;
    const fallback = withDefault
      ? entry.childForFieldName('right')
      : value?.type === 'assignment_pattern'
        ? value.childForFieldName('right')
        : null;
    const name = literalText(key) ?? key.text;
    const naming = { kind: 'names', names: [{ name, line: key.startPosition.row + 1 }] } as const;
    return [{ environment, naming, kind: 'pattern', node: bound ?? key, fallback }];
  });
}

/** `Object.hasOwn(process.env, 'X')`, `Object.keys(process.env)`. */
function ofArgument(environment: Environment, list: SyntaxNode, syntax: Syntax): readonly Access[] {
  const call = list.parent;
  const callee = call?.childForFieldName('function')?.text ?? '';
  if (!call) return [];
  if (/^(Object\.hasOwn|Reflect\.has|has|_\.has)$/.test(callee)) {
    const naming = namingOf(unwrap(list.namedChild(1)), syntax);
    return [{ environment, naming, kind: 'test', node: call }];
  }
  if (/^Object\.(keys|entries)$/.test(callee))
    return [
      { environment, naming: { kind: 'prefix', prefix: startTested(call) }, kind: 'value', node: call },
    ];
  return [];
}

/** `Object.keys(process.env).filter((key) => key.startsWith('APP_'))`. */
function startTested(call: SyntaxNode): string {
  let node = call;
  for (let level = 0; level < 6 && node.parent && !/statement|declaration/.test(node.parent.type); level += 1)
    node = node.parent;
  const text = (node.parent ?? node).text.slice(0, 2000);
  return (
    /\.startsWith\(\s*['"]([A-Z][A-Z0-9_]*)['"]/.exec(text)?.[1] ??
    /\/\^([A-Z][A-Z0-9_]*)/.exec(text)?.[1] ??
    ''
  );
}
