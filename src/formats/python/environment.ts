import { enclosing, isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { enclosingFunction } from './names.ts';

/** An expression that is `os.environ` (`mapping`), or a function that looks a variable up (`getter`). */
export interface Environment {
  readonly node: SyntaxNode;
  readonly kind: 'mapping' | 'getter';
  readonly via: string;
}

/** All of them in a file, by their own name and by names bound to them. */
export function environmentsOf(syntax: Syntax): readonly Environment[] {
  const found = [...members('environ', 'mapping', syntax), ...members('getenv', 'getter', syntax)];
  const aliases = [...imported('environ', 'mapping', syntax), ...imported('getenv', 'getter', syntax)];
  for (const environment of found) aliases.push(...bindingsOf(environment, syntax));
  for (const { name, scope, ...rest } of aliases) {
    for (const node of syntax.words(name, scope.startIndex, scope.endIndex)) {
      const isMember = node.parent?.type === 'attribute' && isField(node, 'attribute');
      const isKeyword = node.parent?.type === 'keyword_argument' && isField(node, 'name');
      if (node.type === 'identifier' && !isMember && !isKeyword) found.push({ node, ...rest });
    }
  }
  return [...new Map(found.map((environment) => [environment.node.id, environment])).values()];
}

interface Alias extends Omit<Environment, 'node'> {
  readonly name: string;
  readonly scope: SyntaxNode;
}

/** `os.environ`, also when the module goes by another name. */
function* members(word: string, kind: Environment['kind'], syntax: Syntax): Generator<Environment> {
  for (const node of syntax.words(word)) {
    const owner = node.parent;
    const isOs = owner?.type === 'attribute' && isField(node, 'attribute') && isModule(owner, syntax);
    if (owner && isOs) yield { node: owner, kind, via: `os.${word}` };
    else if (node.type !== 'identifier') syntax.noteBroken(node);
  }
}

function isModule(attribute: SyntaxNode, syntax: Syntax): boolean {
  const name = attribute.childForFieldName('object')?.text ?? '';
  if (name === 'os' || name === '_os') return true;
  return /^\w+$/.test(name) && new RegExp(`\\bimport os as ${name}\\b`).test(syntax.text);
}

/** `from os import environ as env, getenv`. */
function* imported(word: string, kind: Environment['kind'], syntax: Syntax): Generator<Alias> {
  for (const node of syntax.words(word)) {
    const statement = enclosing(node, 'import_from_statement');
    if (statement?.childForFieldName('module_name')?.text !== 'os') continue;
    const alias = enclosing(node, 'aliased_import')?.childForFieldName('alias');
    yield { name: (alias ?? node).text, scope: syntax.root, kind, via: `os.${word}` };
  }
}

/** `env = os.environ`, `get = os.environ.get`, `def load(env=os.environ)`. */
function* bindingsOf({ node, kind, via }: Environment, syntax: Syntax): Generator<Alias> {
  const isGet = kind === 'mapping' && node.parent?.type === 'attribute' && node.parent.text.endsWith('.get');
  const value = isGet && node.parent ? node.parent : node;
  const { parent } = value;
  const bound = { kind: isGet ? ('getter' as const) : kind, via: isGet ? `${via}.get` : via };
  if (parent?.type === 'assignment' && isField(value, 'right')) {
    const name = parent.childForFieldName('left');
    const scope = enclosing(parent, 'function_definition') ?? syntax.root;
    if (name?.type === 'identifier') yield { name: name.text, scope, ...bound };
  } else if (parent && parent.type.endsWith('default_parameter')) {
    const name = parent.childForFieldName('name');
    const scope = enclosingFunction(parent);
    if (name && scope) yield { name: name.text, scope, ...bound };
  }
}
