import { ancestors, enclosing, isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { digestOf } from '../../system/value-shape.ts';
import { asserted, combineUses, direct, guarded, unused } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { conditionOf, nameSaysFailure } from './condition.ts';
import { literalValue } from './names.ts';

/** How far a value is followed through names it is bound to. */
const farthest = 2;
const mostUses = 60;

/** Calls that raise when they are given `None`. */
const raising =
  /^(int|float|complex|len|bytes|Decimal|json\.loads|loads|open|os\.path\.\w+|Path|pathlib\.Path|datetime\.\w+|UUID|uuid\.UUID)$/;
const logging = /^(print|log|logger|logging|_logger|LOG|click\.echo|warnings)\b/;
const testing = /^(bool|isinstance|is_\w+|has_\w+|str_?to_?bool|strtobool|\w*bool\w*|\w*truthy\w*)$/;

/**
 * What the code around an expression does with its value, which may be `None`: `direct` when that
 * raises, `unused` when it is handed on and nothing can be told.
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
    case 'await':
      return 'on';
    case 'boolean_operator':
      return ofBoolean(node, parent, syntax, depth);
    case 'not_operator':
    case 'comparison_operator':
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
    case 'assert_statement':
      return conditionOf(node) ?? guarded;
    case 'conditional_expression':
    case 'if_clause':
    case 'match_statement':
      return guarded;
    case 'attribute':
    case 'subscript':
      return isField(node, 'object') || isField(node, 'value') ? direct : unused;
    case 'binary_operator':
      return direct;
    case 'argument_list':
      return ofArgument(parent, conditionOf(node));
    case 'assignment':
    case 'named_expression':
      return ofAssignment(parent, syntax, depth);
    default:
      return unused;
  }
}

function ofBoolean(node: SyntaxNode, parent: SyntaxNode, syntax: Syntax, depth: number): Use {
  const condition = conditionOf(node);
  if (condition) return condition;
  if (parent.childForFieldName('operator')?.type !== 'or') return guarded;
  if (isField(node, 'left')) return defaultedBy(parent.childForFieldName('right'));
  const whole = handlingOf(parent, syntax, depth);
  return whole.handling === 'defaulted' ? whole : guarded;
}

/** What a fallback makes of a value. */
export function defaultedBy(fallback: SyntaxNode | null): Use {
  if (!fallback || fallback.type === 'none') return guarded;
  const value = literalValue(fallback);
  if (value !== undefined) return { handling: 'defaulted', fallback: digestOf(value) };
  if (fallback.type === 'identifier') return { handling: 'defaulted', fallbackFrom: fallback.text };
  if (fallback.type === 'call' && nameSaysFailure(fallback.childForFieldName('function'))) return asserted;
  return { handling: 'defaulted' };
}

function ofArgument(list: SyntaxNode, condition: Use | undefined): Use | 'on' {
  if (condition) return condition;
  const callee = list.parent?.childForFieldName('function')?.text ?? '';
  if (callee === 'cast' || callee === 'typing.cast' || callee === 'str')
    return callee === 'str' ? guarded : 'on';
  if (raising.test(callee)) return direct;
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  return testing.test(name) && !logging.test(callee) ? guarded : unused;
}

function ofAssignment(parent: SyntaxNode, syntax: Syntax, depth: number): Use {
  const condition = parent.type === 'named_expression' ? conditionOf(parent) : undefined;
  if (condition) return condition;
  const target = parent.childForFieldName('left') ?? parent.childForFieldName('name');
  if (!target || !/^(identifier|attribute)$/.test(target.type) || depth >= farthest) return unused;
  const uses: Use[] = [];
  const word = target.text.slice(target.text.lastIndexOf('.') + 1);
  const scope = scopeOf(target, syntax);
  for (const found of syntax.words(word, scope.startIndex, scope.endIndex)) {
    const use = target.type === 'attribute' ? found.parent : found;
    if (!use || use.text !== target.text || use.type !== target.type || isWrittenTo(use)) continue;
    if (target.type === 'identifier' && isForeign(use)) continue;
    uses.push(handlingOf(use, syntax, depth + 1));
    if (uses.length > mostUses) break;
  }
  return combineUses(uses);
}

/** A member's name, or the name of a keyword argument or parameter. */
function isForeign(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.type === 'attribute') return isField(node, 'attribute');
  return parent !== null && /^(keyword_argument|.*parameter.*)$/.test(parent.type) && isField(node, 'name');
}

function isWrittenTo(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.type === 'assignment' || parent?.type === 'augmented_assignment') return isField(node, 'left');
  return parent?.type === 'named_expression' && isField(node, 'name');
}

function scopeOf(target: SyntaxNode, syntax: Syntax): SyntaxNode {
  const types =
    target.type === 'attribute' ? ['class_definition'] : ['function_definition', 'class_definition'];
  return enclosing(target, ...types) ?? syntax.root;
}
