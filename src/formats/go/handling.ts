import { digestOf } from '../../system/value-shape.ts';
import { ancestors, enclosing } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { combineUses, guarded, unused } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { conditionOf } from './condition.ts';
import { argumentsOf, bindingAt, literalValue } from './names.ts';

/** How far a value is followed through names it is bound to. */
const farthest = 2;
const mostUses = 60;

/** Calls whose result is empty when what they are given is. */
const keeping = /^(?:strings\.(?:TrimSpace|ToLower|ToUpper|Trim\w*)|string|filepath\.Clean)$/;
const defaulting = /default|fallback|coalesce|firstnon\w+|(?:^|\.)or\w*$/i;

/**
 * What the code around an expression does with its value, which is empty when the variable is absent.
 * `unused` when nothing can be told: Go hands empty strings on without failing.
 */
export function handlingOf(expression: SyntaxNode, syntax: Syntax, depth = 0): Use {
  let node = expression;
  for (const parent of ancestors(expression)) {
    syntax.checkTime();
    const next = step(node, parent, syntax, depth);
    if (next !== 'on') return next;
    node = parent;
  }
  return unused;
}

function step(node: SyntaxNode, parent: SyntaxNode, syntax: Syntax, depth: number): Use | 'on' {
  switch (parent.type) {
    case 'parenthesized_expression':
    case 'call_expression':
      return 'on';
    case 'binary_expression':
      return withFallback(conditionOf(node), syntax) ?? unused;
    case 'expression_switch_statement':
      return guarded;
    case 'argument_list':
      return ofArgument(node, parent, syntax);
    case 'expression_list':
      return parent.parent ? ofAssignment(node, parent, parent.parent, syntax, depth) : unused;
    default:
      return unused;
  }
}

function ofArgument(node: SyntaxNode, list: SyntaxNode, syntax: Syntax): Use | 'on' {
  const condition = withFallback(conditionOf(node), syntax);
  if (condition) return condition;
  const callee = list.parent?.childForFieldName('function')?.text ?? '';
  if (keeping.test(callee)) return 'on';
  if (!list.parent || !defaulting.test(callee)) return unused;
  const others = argumentsOf(list.parent).filter(({ id }) => id !== node.id);
  return defaultedBy(others.at(-1) ?? null);
}

/** What a fallback makes of a value. */
export function defaultedBy(fallback: SyntaxNode | null): Use {
  if (!fallback || fallback.type === 'nil') return guarded;
  const value = literalValue(fallback);
  if (value !== undefined) return { handling: 'defaulted', fallback: digestOf(value) };
  return fallback.type === 'identifier'
    ? { handling: 'defaulted', fallbackFrom: fallback.text }
    : { handling: 'defaulted' };
}

/** A condition notes the text of what it assigns: a literal becomes a digest here. */
function withFallback(use: Use | undefined, _syntax: Syntax): Use | undefined {
  const text = use?.handling === 'defaulted' ? use.fallbackFrom : undefined;
  if (text === undefined) return use;
  const literal = /^(?:"([^"\\]*)"|`([^`]*)`|(\d[\d.]*|true|false))$/.exec(text);
  if (!literal) return /^\w+$/.test(text) ? use : { handling: 'defaulted' };
  return { handling: 'defaulted', fallback: digestOf(literal[1] ?? literal[2] ?? literal[3] ?? '') };
}

/** `v := …`, `v, ok := os.LookupEnv(…)`, `cfg.URL = …`: what is done with the names from there on. */
function ofAssignment(
  node: SyntaxNode,
  list: SyntaxNode,
  statement: SyntaxNode,
  syntax: Syntax,
  depth: number,
): Use {
  if (statement.type === 'return_statement' || depth >= farthest) return unused;
  const targets =
    statement.childForFieldName('left')?.namedChildren ?? statement.childrenForFieldName('name');
  const index = list.namedChildren.findIndex(({ id }) => id === node.id);
  const isLookup = list.namedChildCount === 1 && targets.length === 2;
  const value = targets[index];
  const uses = value ? usesOf(value, syntax, depth, false) : [];
  const flag = isLookup ? targets[1] : undefined;
  return combineUses(flag ? [...uses, ...usesOf(flag, syntax, depth, true)] : uses);
}

function usesOf(target: SyntaxNode, syntax: Syntax, depth: number, isFlag: boolean): readonly Use[] {
  if (target.text === '_' || !/^[\w.]{1,100}$/.test(target.text)) return [];
  const word = target.text.slice(target.text.lastIndexOf('.') + 1);
  const scope = scopeOf(target, syntax);
  const uses: Use[] = [];
  for (const found of syntax.words(word, target.endIndex, scope.endIndex)) {
    const node = found.type === 'field_identifier' ? found.parent : found;
    if (!node || node.text !== target.text) continue;
    // From here on the name holds another value.
    const binding = bindingAt(node);
    if (binding?.statement.type === 'short_var_declaration') break;
    if (binding) continue;
    const use = isFlag ? conditionOf(node, true) : handlingOfName(node, syntax, depth);
    if (use) uses.push(use);
    if (uses.length > mostUses) break;
  }
  return uses;
}

function handlingOfName(node: SyntaxNode, syntax: Syntax, depth: number): Use {
  return withFallback(conditionOf(node), syntax) ?? handlingOf(node, syntax, depth + 1);
}

/** An `if v := …; v == ""` keeps its names to itself. */
function scopeOf(target: SyntaxNode, syntax: Syntax): SyntaxNode {
  const statement = target.parent?.parent;
  if (statement?.type === 'short_var_declaration' && statement.parent?.type === 'if_statement')
    return statement.parent;
  return enclosing(target, 'block') ?? syntax.root;
}
