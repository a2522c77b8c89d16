import type { Phase } from '../../system/facts.ts';
import { ancestors, enclosing, isField, isInside, outermost } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { workerContexts, workerEnv, workerParameters } from './cloudflare.ts';
import { enclosingFunction, literalText, parametersOf } from './names.ts';

/** An expression that is the whole environment: `process.env`, or a name bound to it. */
export interface Environment {
  readonly node: SyntaxNode;
  /** the idiom: `process.env`, `import.meta.env` … also for a name bound to it */
  readonly via: string;
  readonly phase: Phase;
  /** variables are the keys of methods (`Deno.env.get('X')`), not properties */
  readonly methods: boolean;
}

type Origin = Omit<Environment, 'node'>;

interface Alias extends Origin {
  readonly name: string;
  readonly scope: SyntaxNode;
}

const processEnv: Origin = { via: 'process.env', phase: 'run', methods: false };
const bunEnv: Origin = { via: 'Bun.env', phase: 'run', methods: false };
const viteEnv: Origin = { via: 'import.meta.env', phase: 'build', methods: false };
const denoEnv: Origin = { via: 'Deno.env', phase: 'run', methods: true };

/** Modules whose export `env` is the environment. */
const modules: Readonly<Record<string, Origin>> = {
  process: processEnv,
  'node:process': processEnv,
  bun: bunEnv,
  'cloudflare:workers': workerEnv,
  '$env/dynamic/private': { via: '$env/dynamic', phase: 'run', methods: false },
  '$env/dynamic/public': { via: '$env/dynamic', phase: 'run', methods: false },
};

/** All expressions that are the environment, by their own name and by names bound to it in this file. */
export function environmentsOf(syntax: Syntax): readonly Environment[] {
  const found = [...written(syntax)];
  for (const node of workerContexts(syntax)) found.push({ node, ...workerEnv });
  const aliases = [...imported(syntax), ...loaded(syntax), ...typedParameters(syntax)];
  for (const parameter of workerParameters(syntax)) aliases.push({ ...parameter, ...workerEnv });
  for (const environment of found) aliases.push(...aliasesOf(environment, syntax));
  for (const alias of aliases) found.push(...usesOf(alias, syntax));
  // The same name may have come in by two ways: a parameter's type and its default.
  return [...new Map(found.map((environment) => [environment.node.id, environment])).values()];
}

function* written(syntax: Syntax): Generator<Environment> {
  const objects = [
    ['process', processEnv],
    ['Bun', bunEnv],
    ['Deno', denoEnv],
    ['meta', viteEnv],
  ] as const;
  for (const [word, origin] of objects) {
    for (const node of syntax.words(word)) {
      const owner = ownerOf(node);
      if (!owner) continue;
      const parent = owner.parent;
      const key =
        parent?.childForFieldName('property')?.text ??
        literalText(parent?.childForFieldName('index') ?? null);
      if (parent && key === 'env' && isField(owner, 'object')) yield { node: parent, ...origin };
      else if (/^\s*\??\.\s*env\b/.test(syntax.text.slice(owner.endIndex, owner.endIndex + 40)))
        syntax.noteBroken(owner);
    }
  }
}

/** `process`, `globalThis.process`, `import.meta`. */
function ownerOf(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'identifier') return node;
  const { parent } = node;
  if (parent?.type === 'meta_property') return parent;
  const isGlobal = /^(globalThis|global|window|self)$/.test(parent?.childForFieldName('object')?.text ?? '');
  return parent && node.type === 'property_identifier' && isGlobal ? parent : undefined;
}

/** `import { env } from 'node:process'`, `const { env } = process`, `… = require('process')`. */
function* imported(syntax: Syntax): Generator<Alias> {
  for (const node of syntax.words('env')) {
    const specifier = node.parent;
    if (specifier?.type === 'import_specifier' && isField(node, 'name')) {
      const from = enclosing(specifier, 'import_statement')?.childForFieldName('source') ?? null;
      const origin = modules[literalText(from) ?? ''];
      if (origin)
        yield { name: (specifier.childForFieldName('alias') ?? node).text, scope: syntax.root, ...origin };
      continue;
    }
    const pattern = specifier?.type === 'pair_pattern' ? specifier.parent : specifier;
    if (pattern?.type !== 'object_pattern' || !isField(pattern, 'name')) continue;
    const value = pattern.parent?.childForFieldName('value')?.text ?? '';
    if (!/^(globalThis\.)?process$|^require\(['"](node:)?process['"]\)$/.test(value)) continue;
    const name = specifier?.childForFieldName('value')?.text ?? node.text;
    yield { name, scope: scopeOf(pattern, syntax), ...processEnv };
  }
}

/** `const env = loadEnv(mode, root, '')` of Vite. */
function* loaded(syntax: Syntax): Generator<Alias> {
  for (const node of syntax.words('loadEnv')) {
    const declarator = enclosing(node, 'variable_declarator');
    const name = declarator?.childForFieldName('name');
    if (node.parent?.type !== 'call_expression' || !declarator || name?.type !== 'identifier') continue;
    yield {
      name: name.text,
      scope: scopeOf(declarator, syntax),
      via: 'loadEnv',
      phase: 'build',
      methods: false,
    };
  }
}

/** A parameter that is typed as the environment. */
function* typedParameters(syntax: Syntax): Generator<Alias> {
  for (const node of syntax.words('ProcessEnv')) {
    const annotation = enclosing(node, 'type_annotation');
    const parameter = annotation?.parent;
    const name = parameter?.childForFieldName('pattern');
    const scope = parameter && enclosingFunction(parameter);
    if (!scope || name?.type !== 'identifier' || !/^:\s*[\w.]*ProcessEnv$/.test(annotation?.text ?? ''))
      continue;
    yield { name: name.text, scope, ...processEnv };
  }
}

/** Names bound to an environment: `const e = process.env`, `(env = process.env) =>`, `load(process.env)`, `...rest`. */
function* aliasesOf(environment: Environment, syntax: Syntax): Generator<Alias> {
  const { node: start, ...origin } = environment;
  const choice = /^(parenthesized|as|satisfies|non_null|binary)_expression$/;
  const node = outermost(start, choice);
  if (node.type === 'binary_expression' && !/^(\?\?|\|\|)$/.test(node.child(1)?.type ?? '')) return;
  const { parent } = node;
  if (!parent) return;
  if (parent.type === 'variable_declarator') {
    const name = parent.childForFieldName('name');
    const scope = scopeOf(parent, syntax);
    if (name?.type === 'identifier') yield { name: name.text, scope, ...origin };
    for (const rest of name?.namedChildren.filter((part) => part.type === 'rest_pattern') ?? [])
      yield { name: rest.firstNamedChild?.text ?? '', scope, ...origin };
  } else if (/^(required_parameter|optional_parameter|assignment_pattern)$/.test(parent.type)) {
    const name = parent.childForFieldName('pattern') ?? parent.childForFieldName('left');
    const scope = enclosingFunction(parent);
    if (scope && name?.type === 'identifier') yield { name: name.text, scope, ...origin };
  } else if (parent.type === 'arguments') {
    const callee = parent.parent?.childForFieldName('function');
    const scope = callee?.type === 'identifier' ? functionNamed(callee.text, syntax) : undefined;
    const index = parent.namedChildren.findIndex((argument) => argument.id === node.id);
    const parameter = scope && parametersOf(scope)[index];
    if (scope && parameter && /^[\w$]+$/.test(parameter.name))
      yield { name: parameter.name, scope, ...origin };
  }
}

/** The function of that name in this file. */
export function functionNamed(name: string, syntax: Syntax): SyntaxNode | undefined {
  return syntax.once(`function ${name}`, () => findFunction(name, syntax));
}

function findFunction(name: string, syntax: Syntax): SyntaxNode | undefined {
  for (const node of syntax.words(name)) {
    if (!isField(node, 'name')) continue;
    if (node.parent?.type === 'function_declaration') return node.parent;
    const value = node.parent?.type === 'variable_declarator' ? node.parent.childForFieldName('value') : null;
    if (value && /^(arrow_function|function_expression)$/.test(value.type)) return value;
  }
  return undefined;
}

function* usesOf(alias: Alias, syntax: Syntax): Generator<Environment> {
  const { name, scope, ...origin } = alias;
  if (name === '') return;
  for (const node of syntax.words(name, scope.startIndex, scope.endIndex)) {
    if (node.type === 'identifier' && !isShadowed(node, scope)) yield { node, ...origin };
  }
}

/** A function between a name and the scope of its binding has a parameter of that name. */
function isShadowed(node: SyntaxNode, scope: SyntaxNode): boolean {
  for (const around of ancestors(node)) {
    if (!isInside(around, scope) || around.id === scope.id) return false;
    const parameters = around.childForFieldName('parameters') ?? around.childForFieldName('parameter');
    if (
      parameters &&
      new RegExp(`(?<![\\w$.])${node.text.replaceAll('$', '\\$')}(?![\\w$])`).test(parameters.text)
    )
      return true;
  }
  return false;
}

function scopeOf(node: SyntaxNode, syntax: Syntax): SyntaxNode {
  return enclosing(node, 'statement_block') ?? syntax.root;
}
