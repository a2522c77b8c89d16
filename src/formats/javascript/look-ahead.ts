import { ancestors, enclosing, isField, outermost } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { combineUses, direct, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { literalText } from './names.ts';

/** More uses of one name than this say nothing new. */
const mostUses = 60;

const deepestPath = 20;

const wrapping = /^(as|satisfies|parenthesized)_expression$/;

type Judge = (use: SyntaxNode) => Use;

/** What is done with the name or member that a value is assigned to, from there on. */
export function handlingOfBinding(target: SyntaxNode, from: SyntaxNode, syntax: Syntax, judge: Judge): Use {
  if (target.type === 'object_pattern' || target.type === 'array_pattern') return direct;
  const isField = from.type.endsWith('field_definition');
  const text = isField ? `this.${target.text}` : target.text;
  if (!/^[\w$#.]{1,100}$/.test(text)) return direct;
  const scope = text.startsWith('this.')
    ? enclosing(from, 'class_body')
    : enclosing(from, 'statement_block', 'program', 'class_body');
  // A member keeps its value for others; a name assigned once more belongs to the block around its declaration.
  const outer =
    from.type === 'assignment_expression' && scope?.type === 'statement_block'
      ? enclosing(scope, 'statement_block', 'program')
      : undefined;
  return usesOf(text, outer ?? scope ?? syntax.root, from, syntax, judge);
}

/** What is done with a property of an object literal. */
export function handlingOfProperty(pair: SyntaxNode, syntax: Syntax, judge: Judge): Use {
  const path: string[] = [];
  let node: SyntaxNode | null = pair;
  while (node?.type === 'pair' && path.length < deepestPath) {
    const key: SyntaxNode | null = node.childForFieldName('key');
    const name: string = (key && literalText(key)) ?? key?.text ?? '';
    if (passesOn(name, node, path.length > 0)) return guarded;
    path.unshift(name);
    const object: SyntaxNode | null = node.parent;
    node = object?.parent ?? null;
    if (node && wrapping.test(node.type)) node = outermost(node, wrapping).parent;
  }
  if (node?.type === 'arguments' && takesAbsence(node)) return guarded;
  if (node?.type !== 'variable_declarator') return direct;
  const name = node.childForFieldName('name');
  // `const defaultOptions = { host: process.env.HOST }`: what is used when nobody says otherwise.
  if (/default/i.test(name?.text ?? '')) return guarded;
  const text = [name?.text ?? '', ...path].join('.');
  if (name?.type !== 'identifier' || !/^[\w$.]{1,100}$/.test(text)) return direct;
  return usesOf(text, syntax.root, node, syntax, judge);
}

const environmentKeys =
  /^(env|environment|runtimeEnv\w*|experimental__runtimeEnv|define|envVars|environmentVariables)$/;

/** `env: { url }`, `new DefinePlugin({ url })`: a bundler writes it into code, which deals with its absence. */
function isPassedOn(shorthand: SyntaxNode): boolean {
  const around = shorthand.parent?.parent;
  if (around?.type === 'arguments') return takesAbsence(around);
  const key = around?.type === 'pair' ? around.childForFieldName('key') : null;
  return environmentKeys.test((key && literalText(key)) ?? key?.text ?? '');
}

/** The property belongs to an environment that is handed to somebody else: `env: { ...process.env, X: process.env.X }`. */
function passesOn(key: string, pair: SyntaxNode, isOuter: boolean): boolean {
  if (key.startsWith('process.env.') || key.startsWith('import.meta.env.')) return true;
  if (isOuter && environmentKeys.test(key)) return true;
  const spread = pair.parent?.namedChildren.some(
    (part) => part.type === 'spread_element' && /\benv\b/.test(part.text),
  );
  return spread === true;
}

/** `schema.parse({ X: process.env.X })`: the schema says what may be absent. Sentry without a DSN is switched off, JSON leaves out what is absent. */
function takesAbsence(list: SyntaxNode): boolean {
  const callee = list.parent?.childForFieldName('function');
  const made = list.parent?.childForFieldName('constructor')?.text ?? '';
  if (/(^|\.)(Define|Environment)Plugin$/.test(made)) return true;
  return /(^|\.)(parse|safeParse|parseAsync|validate|validateSync|createEnv|cleanEnv|json)$|^Sentry\.init$/.test(
    callee?.text.slice(-40) ?? '',
  );
}

function usesOf(text: string, scope: SyntaxNode, from: SyntaxNode, syntax: Syntax, judge: Judge): Use {
  const word = text.slice(text.lastIndexOf('.') + 1).replace(/^#/, '');
  const uses: Use[] = [];
  for (const found of syntax.words(word, scope.startIndex, scope.endIndex)) {
    if (found.startIndex >= from.startIndex && found.startIndex < from.endIndex) continue;
    const node = expressionAt(found, text);
    if (!node || isWrittenTo(node)) continue;
    const isShorthand = found.type === 'shorthand_property_identifier';
    uses.push(isShorthand ? (isPassedOn(found) ? guarded : direct) : judge(node));
    if (uses.length > mostUses) break;
  }
  // Nobody here uses it: somebody else will.
  return uses.length > 0 ? combineUses(uses) : direct;
}

/** The whole expression `a.b.c` whose last part was found, or the identifier itself. */
function expressionAt(found: SyntaxNode, text: string): SyntaxNode | undefined {
  if (!text.includes('.'))
    return /^(identifier|shorthand_property_identifier)$/.test(found.type) ? found : undefined;
  const { parent } = found;
  if (parent?.type !== 'member_expression' || !isField(found, 'property')) return undefined;
  return parent.text.replaceAll(/[?!\s]/g, '') === text ? parent : undefined;
}

function isWrittenTo(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.type === 'variable_declarator') return isField(node, 'name');
  if (parent?.type === 'assignment_expression') return isField(node, 'left');
  for (const around of ancestors(node)) {
    if (
      /^(import_specifier|export_specifier|formal_parameters|required_parameter|type_annotation)$/.test(
        around.type,
      )
    )
      return true;
    if (/statement|declaration|expression/.test(around.type)) return false;
  }
  return false;
}
