import { digestOf } from '../../system/value-shape.ts';
import { ancestors, isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, combineUses, direct, guarded, unused } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { conditionOf, stops } from './condition.ts';
import { argumentsOf, literalValue, scopeOf } from './names.ts';

/** How far a value is followed through names it is bound to. */
const farthest = 2;
const mostUses = 60;

/** Methods that answer `nil` when they are called on it. */
const keeping = /^(?:presence|dup|freeze|itself|clone)$/;
/** What `nil` and its extensions in Rails can answer. */
const tolerated =
  /^(?:to_[sifacr]|to_h|inspect|nil\?|present\?|blank\?|try!?|then|yield_self|tap|is_a\?|kind_of\?|instance_of\?|in\?|respond_to\?|eql\?|equal\?|hash|class|send|public_send|with_indifferent_access|to_json|to_query|to_param|as_json|html_safe\?|===?|!|!=)$/;
/** Calls that raise when they are given `nil`. */
const raising =
  /^(?:Integer|Float|Rational|URI|URI\.parse|Addressable::URI\.parse!|JSON\.parse|YAML\.load|Base64\.\w+|Regexp\.new|File\.(?:read|join|expand_path|open)|Pathname|Pathname\.new|Date\.parse|Time\.parse|IPAddr\.new)$/;

/** What the code around an expression does with its value, which may be `nil`. */
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
    case 'parenthesized_statements':
      return 'on';
    case 'binary':
      return ofBinary(node, parent, syntax, depth);
    case 'unary':
    case 'if':
    case 'unless':
    case 'elsif':
    case 'while':
    case 'if_modifier':
    case 'unless_modifier':
    case 'conditional':
    case 'case':
      return conditionOf(node) ?? unused;
    case 'call':
      return ofCall(node, parent);
    case 'argument_list':
      return ofArgument(parent);
    case 'element_reference':
      return isField(node, 'object') ? direct : unused;
    case 'interpolation':
      // An address with nothing in its place is no address.
      return /:\/\//.test(parent.parent?.text.slice(0, 500) ?? '') ? direct : unused;
    case 'assignment':
      return isField(node, 'right') ? ofAssignment(parent, syntax, depth) : unused;
    case 'rescue_modifier':
      return guarded;
    default:
      return unused;
  }
}

function ofBinary(node: SyntaxNode, parent: SyntaxNode, syntax: Syntax, depth: number): Use {
  const condition = conditionOf(node);
  if (condition) return condition;
  const operator = parent.childForFieldName('operator')?.type ?? '';
  if (/^(?:\|\||or)$/.test(operator)) {
    if (isField(node, 'left')) return defaultedBy(parent.childForFieldName('right'));
    const whole = handlingOf(parent, syntax, depth);
    return whole.handling === 'defaulted' ? whole : guarded;
  }
  return operator === '+' ? direct : guarded;
}

/** What a fallback makes of a value. */
export function defaultedBy(fallback: SyntaxNode | null): Use {
  if (!fallback || fallback.type === 'nil') return guarded;
  const value = literalValue(fallback);
  if (value !== undefined) return { handling: 'defaulted', fallback: digestOf(value) };
  if (stops(fallback)) return asserted;
  if (fallback.type === 'identifier') return { handling: 'defaulted', fallbackFrom: fallback.text };
  return { handling: 'defaulted' };
}

function ofCall(node: SyntaxNode, call: SyntaxNode): Use | 'on' {
  if (!isField(node, 'receiver')) return unused;
  if (call.children.some(({ type }) => type === '&.')) return guarded;
  const method = call.childForFieldName('method')?.text ?? '';
  if (keeping.test(method)) return 'on';
  if (tolerated.test(method)) return conditionOf(node) ?? guarded;
  return direct;
}

function ofArgument(list: SyntaxNode): Use {
  const call = list.parent;
  if (!call) return unused;
  const receiver = call.childForFieldName('receiver')?.text;
  const method = call.childForFieldName('method')?.text ?? '';
  const name = receiver === undefined ? method : `${receiver.slice(-40)}.${method}`;
  const lenient = argumentsOf(call).some(({ text }) => /^exception:\s*false$/.test(text));
  return raising.test(name) && !lenient ? direct : unused;
}

function ofAssignment(assignment: SyntaxNode, syntax: Syntax, depth: number): Use {
  const target = assignment.childForFieldName('left');
  const { parent } = assignment;
  // `a = ENV['A'] or abort`
  if (parent?.type === 'binary' && parent.childForFieldName('operator')?.type === 'or')
    return defaultedBy(parent.childForFieldName('right'));
  if (!target || !/^(?:identifier|instance_variable|constant)$/.test(target.type) || depth >= farthest)
    return unused;
  const uses: Use[] = [];
  const scope = scopeOf(target, syntax);
  for (const node of syntax.words(target.text, assignment.endIndex, scope.endIndex)) {
    if (node.type !== target.type) continue;
    if (node.parent?.type.endsWith('assignment') === true && isField(node, 'left')) {
      // `x ||= 'default'`: it was expected to be absent.
      if (node.parent?.type === 'operator_assignment') uses.push(guarded);
      break;
    }
    uses.push(conditionOf(node) ?? handlingOf(node, syntax, depth + 1));
    if (uses.length > mostUses) break;
  }
  return combineUses(uses);
}
