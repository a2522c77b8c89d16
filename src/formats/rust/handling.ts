import { digestOf } from '../../system/value-shape.ts';
import { ancestors, enclosing, isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, combineUses, guarded, unused } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { argumentsOf, literalValue } from './names.ts';

/** Methods that leave an absent value absent. */
const keeping =
  /^(?:ok|map|map_err|and_then|as_deref|as_ref|as_mut|filter|ok_or|ok_or_else|context|with_context|wrap_err|wrap_err_with|transpose|flatten|inspect_err|inspect|change_context|attach_printable|to_owned|clone|into_string)$/;
const stopping = /(?:\bpanic!|\bunreachable!|\bbail!|\bprocess::exit\(|\breturn Err\b|^Err\()/;

/** What the code around a `Result` or `Option` of a variable does when there is none. */
export function handlingOf(expression: SyntaxNode, syntax: Syntax, depth = 0): Use {
  let node = expression;
  // `.ok()?` in a function that answers an `Option` says "absent", which is no failure.
  let isOption = false;
  for (const parent of ancestors(expression)) {
    syntax.checkTime();
    if (parent.type === 'field_expression' && isField(node, 'value')) {
      const call = parent.parent;
      const method = parent.childForFieldName('field')?.text ?? '';
      if (call?.type !== 'call_expression') return unused;
      if (!keeping.test(method)) return ofMethod(method, call);
      if (method === 'ok') isOption = true;
      if (/^(?:ok_or|context|with_context|wrap_err)/.test(method)) isOption = false;
    } else if (parent.type === 'try_expression') return isOption ? guarded : asserted;
    else if (parent.type === 'match_expression') return isField(node, 'value') ? ofMatch(parent) : unused;
    else if (parent.type === 'let_condition') return ofCondition(parent);
    else if (parent.type === 'let_declaration') return ofBinding(parent, syntax, depth);
    else if (
      !/^(?:call_expression|parenthesized_expression|await_expression|reference_expression)$/.test(
        parent.type,
      )
    )
      return unused;
    node = parent;
  }
  return unused;
}

function ofMethod(method: string, call: SyntaxNode): Use {
  const [first = null] = argumentsOf(call);
  if (/^(?:expect|unwrap)$/.test(method)) return asserted;
  if (/^(?:unwrap_or_else|or_else)$/.test(method)) {
    const body = first?.childForFieldName('body') ?? null;
    if (body && stopping.test(body.text.slice(0, 500))) return asserted;
    return defaultedBy(body);
  }
  if (/^(?:unwrap_or|or|map_or)$/.test(method)) return defaultedBy(first);
  return /^(?:unwrap_or_default|map_or_else|unwrap_or_\w+)$/.test(method)
    ? { handling: 'defaulted' }
    : guarded;
}

/** What a fallback makes of a value. */
function defaultedBy(fallback: SyntaxNode | null): Use {
  const only =
    fallback?.type === 'block' && fallback.namedChildCount === 1 ? fallback.firstNamedChild : fallback;
  const value = literalValue(only);
  return value === undefined
    ? { handling: 'defaulted' }
    : { handling: 'defaulted', fallback: digestOf(value) };
}

function ofMatch(match: SyntaxNode): Use {
  const arms = match.childForFieldName('body')?.namedChildren ?? [];
  const absent = arms.find((arm) =>
    /^(?:Err\b|None\b|_$)/.test(arm.childForFieldName('pattern')?.text ?? ''),
  );
  const value = absent?.childForFieldName('value');
  if (!value) return guarded;
  return stopping.test(value.text.slice(0, 500)) ? asserted : guarded;
}

/** `if let Ok(a) = env::var("A") { … } else { panic!() }`. */
function ofCondition(condition: SyntaxNode): Use {
  const branch = enclosing(condition, 'if_expression')?.childForFieldName('alternative');
  return branch && stopping.test(branch.text.slice(0, 500)) ? asserted : guarded;
}

/** `let Ok(a) = … else { … };`, or a name that is looked at later. */
function ofBinding(statement: SyntaxNode, syntax: Syntax, depth: number): Use {
  const otherwise = statement.childForFieldName('alternative');
  if (otherwise) return stopping.test(otherwise.text.slice(0, 500)) ? asserted : guarded;
  const name = statement.childForFieldName('pattern');
  const block = enclosing(statement, 'block');
  if (name?.type !== 'identifier' || !block || depth > 0) return unused;
  const uses: Use[] = [];
  for (const node of syntax.words(name.text, statement.endIndex, block.endIndex)) {
    if (node.parent?.type === 'let_declaration' && isField(node, 'pattern')) break;
    uses.push(handlingOf(node, syntax, depth + 1));
    if (uses.length > 40) break;
  }
  return combineUses(uses);
}
