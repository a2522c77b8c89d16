import { ancestors, isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { direct, guarded, unused } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { handlingByCall, handlingInText } from './call-handling.ts';
import { conditionOf } from './condition.ts';
import { defaultedBy } from './fallback.ts';
import { handlingOfBinding, handlingOfProperty } from './look-ahead.ts';
import { handingBack } from './handing-back.ts';
import { enclosingFunction } from './names.ts';

/** How far a value is followed through names it is bound to. */
const farthest = 2;

/** What the code around an expression does with its value, which may be absent. */
export function handlingOf(expression: SyntaxNode, syntax: Syntax, depth = 0): Use {
  let node = expression;
  // Behind `?.` an absent value stays absent instead of failing.
  let optional = false;
  for (const parent of ancestors(expression)) {
    syntax.checkTime();
    const next = step(node, parent, optional, syntax, depth);
    if (next !== 'on') return optional && next.handling === 'direct' ? guarded : next;
    optional ||= parent.childForFieldName('optional_chain') !== null || isOptionalCall(parent);
    node = parent;
  }
  return direct;
}

/** One level outwards: settled, or `on` when the parent's value is absent as the node's is. */
function step(
  node: SyntaxNode,
  parent: SyntaxNode,
  optional: boolean,
  syntax: Syntax,
  depth: number,
): Use | 'on' {
  switch (parent.type) {
    case 'as_expression':
    case 'type_assertion':
      return /\b(undefined|null)\b/.test(parent.text.slice(node.endIndex - parent.startIndex))
        ? guarded
        : 'on';
    case 'parenthesized_expression':
    case 'non_null_expression':
    case 'satisfies_expression':
    case 'await_expression':
    case 'jsx_expression':
      return 'on';
    case 'if_statement':
    case 'while_statement':
    case 'do_statement':
    case 'for_statement':
      return conditionOf(node) ?? guarded;
    case 'array':
      return ofList(parent);
    case 'unary_expression':
      return /^[+~-]$/.test(parent.child(0)?.type ?? '') ? 'on' : (conditionOf(node) ?? guarded);
    case 'binary_expression':
      return ofBinary(node, parent, syntax, depth);
    case 'ternary_expression':
    case 'switch_statement':
    case 'switch_case':
    case 'jsx_element':
      return guarded;
    case 'expression_statement':
    case 'throw_statement':
      return unused;
    case 'member_expression':
    case 'subscript_expression':
      return optional || !isField(node, 'object') || parent.childForFieldName('optional_chain')
        ? 'on'
        : direct;
    case 'call_expression':
      return optional || node.type === 'arguments' || isOptionalCall(parent) ? 'on' : direct;
    case 'arguments':
      return conditionOf(node) ?? handlingByCall(node, parent, syntax);
    case 'variable_declarator':
    case 'assignment_expression':
    case 'augmented_assignment_expression':
    case 'field_definition':
    case 'public_field_definition':
      return ofAssignment(node, parent, syntax, depth);
    case 'assignment_pattern':
    case 'object_assignment_pattern':
    case 'required_parameter':
      // A default for what callers leave out.
      return guarded;
    case 'template_substitution':
      return handlingInText(parent);
    case 'pair':
      return ofProperty(node, parent, syntax, depth);
    case 'return_statement':
    case 'arrow_function':
      return mayReturnNothing(parent) ? guarded : direct;
    default:
      return direct;
  }
}

function ofBinary(node: SyntaxNode, parent: SyntaxNode, syntax: Syntax, depth: number): Use | 'on' {
  const operator = parent.child(1)?.type ?? '';
  const isLeft = isField(node, 'left');
  if (operator === '??' || operator === '||') {
    const condition = conditionOf(node);
    if (condition) return condition;
    if (isLeft) return emptyOr(parent, defaultedBy(parent.childForFieldName('right')), syntax, depth);
    // The second choice: needed only without the first.
    const whole = handlingOf(parent, syntax, depth);
    return whole.handling === 'direct' || whole.handling === 'asserted' ? guarded : whole;
  }
  if (operator === '+') return handlingInText(parent);
  return /^[-*/%]|\*\*$/.test(operator) ? 'on' : (conditionOf(node) ?? guarded);
}

/** `process.env.X ?? ''` may still be refused: `if (!x) throw`. */
function emptyOr(choice: SyntaxNode, use: Use, syntax: Syntax, depth: number): Use {
  if (!/^(''|""|``)$/.test(choice.childForFieldName('right')?.text ?? '')) return use;
  const whole = handlingOf(choice, syntax, depth);
  return whole.handling === 'asserted' ? whole : use;
}

function ofAssignment(node: SyntaxNode, parent: SyntaxNode, syntax: Syntax, depth: number): Use {
  if (parent.type === 'augmented_assignment_expression') {
    const operator = parent.child(1)?.type ?? '';
    if (isField(node, 'left'))
      return /^(\?\?|\|\|)=$/.test(operator) ? defaultedBy(parent.childForFieldName('right')) : direct;
    return /^(\?\?|\|\||&&)=$/.test(operator) ? guarded : direct;
  }
  const type = parent.childForFieldName('type')?.text ?? '';
  if (/\b(undefined|null)\b/.test(type)) return guarded;
  const target =
    parent.childForFieldName('left') ??
    parent.childForFieldName('name') ??
    parent.childForFieldName('property');
  if (!target || depth >= farthest) return direct;
  const use = handlingOfBinding(target, parent, syntax, (each) => handlingOf(each, syntax, depth + 1));
  return use.handling === 'direct' && leavesItToUsers(node, parent, syntax) ? guarded : use;
}

function ofProperty(value: SyntaxNode, pair: SyntaxNode, syntax: Syntax, depth: number): Use {
  const use = handlingOfProperty(pair, syntax, (each) => handlingOf(each, syntax, depth + 1));
  return use.handling === 'direct' ? (handingBack(value, pair, syntax) ?? use) : use;
}

/**
 * `export const dsn = process.env.DSN;` in TypeScript: neither asserted nor typed, its type says that it may be
 * absent, and whoever imports it has to deal with that. Used here as well, it counts as it is used.
 */
function leavesItToUsers(value: SyntaxNode, declarator: SyntaxNode, syntax: Syntax): boolean {
  if (syntax.grammar === 'javascript' || declarator.parent?.parent?.type !== 'export_statement') return false;
  if (declarator.childForFieldName('type') || !/^(member|subscript)_expression$/.test(value.type))
    return false;
  const name = declarator.childForFieldName('name');
  return name !== null && [...syntax.words(name.text)].every((node) => node.id === name.id || !isUse(node));
}

function isUse(node: SyntaxNode): boolean {
  return /^(shorthand_property_)?identifier$/.test(node.type);
}

/** `[process.env.A, process.env.B].filter(Boolean)` drops what is absent. */
function ofList(list: SyntaxNode): Use {
  const property =
    list.parent?.type === 'member_expression' ? list.parent.childForFieldName('property') : null;
  return /^(filter|find|some|every|includes)$/.test(property?.text ?? '') ? guarded : direct;
}

function isOptionalCall(node: SyntaxNode): boolean {
  return (
    node.type === 'call_expression' &&
    node.children.some((child) => child.type === 'optional_chain' || child.type === '?.')
  );
}

/** The function around says that it may return nothing. */
function mayReturnNothing(node: SyntaxNode): boolean {
  const owner = node.type === 'arrow_function' ? node : enclosingFunction(node);
  const type = owner?.childForFieldName('return_type')?.text ?? '';
  return /\b(undefined|null)\b/.test(type);
}
