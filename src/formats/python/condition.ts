import { ancestors, isField } from '../tree-sitter/syntax.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';

const collecting = /(?:^|\.|_)(missing|errors?|problems|issues|invalid)\w*\.(append|add|extend)$/i;

/**
 * What a test does with the value in it, when the expression stands in one: `if not x: raise` asserts,
 * every other test guards. Undefined when the expression is no condition.
 */
export function conditionOf(expression: SyntaxNode, value: boolean | undefined = false): Use | undefined {
  let node = expression;
  // What the expression comes to when the value is absent; undefined when other things decide.
  let whenAbsent: boolean | undefined = value;
  for (const parent of ancestors(expression)) {
    if (parent.type === 'not_operator') whenAbsent = whenAbsent === undefined ? undefined : !whenAbsent;
    else if (parent.type === 'boolean_operator') {
      const isOr = parent.childForFieldName('operator')?.type === 'or';
      whenAbsent = whenAbsent === isOr ? isOr : undefined;
    } else if (parent.type === 'comparison_operator') {
      const nothing = comparesWithNothing(parent);
      if (nothing === undefined) return guarded;
      whenAbsent = nothing;
    } else if (parent.type === 'assert_statement') {
      return parent.firstNamedChild?.id === node.id && !(whenAbsent ?? true) ? asserted : guarded;
    } else if (/^(if_statement|elif_clause|while_statement)$/.test(parent.type)) {
      return isField(node, 'condition') ? ofBranches(parent, whenAbsent) : undefined;
    } else if (parent.type === 'if_clause') {
      return whenAbsent && isRefused(parent) ? asserted : guarded;
    } else if (!/^(parenthesized_expression|named_expression)$/.test(parent.type)) return undefined;
    node = parent;
  }
  return undefined;
}

/** `x is None`, `x == ""`: true when absent; `x is not None`: false; undefined for other comparisons. */
function comparesWithNothing(comparison: SyntaxNode): boolean | undefined {
  const other = comparison.lastNamedChild?.text ?? '';
  if (!/^(None|''|"")$/.test(other) || comparison.namedChildCount !== 2) return undefined;
  const operators = comparison.children.filter((child) => !child.isNamed).map((child) => child.type);
  return operators.includes('is') || operators.includes('==');
}

function ofBranches(statement: SyntaxNode, whenAbsent: boolean | undefined): Use {
  if (whenAbsent === undefined) return guarded;
  const consequence = statement.childForFieldName('consequence');
  const alternative =
    statement.childForFieldName('alternative') ??
    (consequence?.lastNamedChild?.type === 'return_statement' ? statement.nextNamedSibling : null);
  const branch = whenAbsent ? consequence : alternative;
  if (branch && stops(branch)) return asserted;
  return { ...guarded, mayFail: branch !== null && branch.descendantsOfType('raise_statement').length > 0 };
}

/** `missing = [n for n in names if n not in os.environ]` and soon after `if missing: raise`. */
function isRefused(clause: SyntaxNode): boolean {
  let statement: SyntaxNode | null = clause;
  while (statement && statement.type !== 'expression_statement') statement = statement.parent;
  const name = statement?.firstNamedChild?.childForFieldName('left')?.text;
  if (name === undefined) return false;
  let next = statement?.nextNamedSibling ?? null;
  for (let count = 0; next && count < 3; count += 1, next = next.nextNamedSibling) {
    if (next.type !== 'if_statement' || !next.childForFieldName('condition')?.text.includes(name)) continue;
    const branch = next.childForFieldName('consequence');
    return branch !== null && stops(branch);
  }
  return false;
}

/** A branch that ends what is going on: it raises, exits, or collects what is missing. */
export function stops(branch: SyntaxNode): boolean {
  const block = branch.childForFieldName('body') ?? branch;
  const statements = block.type === 'block' ? block.namedChildren : [block];
  return statements.some((statement) => {
    if (statement.type === 'raise_statement') return true;
    const call = statement.type === 'expression_statement' ? statement.firstNamedChild : null;
    const callee = call?.type === 'call' ? call.childForFieldName('function') : null;
    return callee !== null && (nameSaysFailure(callee) || collecting.test(callee.text));
  });
}

/** `sys.exit`, `os._exit`, `fail`, `abort`. */
export function nameSaysFailure(callee: SyntaxNode | null): boolean {
  const text = callee?.text ?? '';
  return /^(?:sys\.exit|os\._exit|os\.abort|exit|quit)$|^(?:_?raise|_?fail|abort|die|panic|fatal)(?![a-z])/.test(
    text,
  );
}
