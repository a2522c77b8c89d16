import { ancestors, isField } from '../tree-sitter/syntax.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';

/**
 * What a test does with the value in it, when the expression stands in one: `if v == "" { panic() }`
 * asserts, every other test guards. Undefined when the expression is no condition.
 * `isFlag`: it is the `ok` of `LookupEnv`.
 */
export function conditionOf(expression: SyntaxNode, isFlag = false): Use | undefined {
  let node = expression;
  // What the expression comes to when the value is absent; undefined when other things decide.
  let whenAbsent: boolean | undefined = isFlag ? false : undefined;
  for (const parent of ancestors(expression)) {
    if (parent.type === 'unary_expression' && parent.childForFieldName('operator')?.type === '!') {
      whenAbsent = whenAbsent === undefined ? undefined : !whenAbsent;
    } else if (parent.type === 'binary_expression') {
      const operator = parent.childForFieldName('operator')?.type ?? '';
      const isOr = operator === '||';
      if (isOr || operator === '&&') whenAbsent = whenAbsent === isOr ? isOr : undefined;
      else if (/^[=!]=$/.test(operator) && comparesWithNothing(parent, node)) whenAbsent = operator === '==';
      else return /^([=!<>]=|[<>])$/.test(operator) ? guarded : undefined;
    } else if (
      parent.type === 'argument_list' &&
      parent.parent?.childForFieldName('function')?.text === 'len'
    ) {
      node = parent.parent;
      continue;
    } else if (parent.type === 'if_statement') {
      return isField(node, 'condition') ? ofBranches(parent, whenAbsent, expression) : undefined;
    } else if (/^(expression_case|expression_switch_statement|for_clause|for_statement)$/.test(parent.type)) {
      return guarded;
    } else if (parent.type !== 'parenthesized_expression' && parent.id !== node.id) return undefined;
    node = parent;
  }
  return undefined;
}

/** `== ""`, `len(v) == 0`. */
function comparesWithNothing(comparison: SyntaxNode, node: SyntaxNode): boolean {
  const other = comparison.childForFieldName(isField(node, 'left') ? 'right' : 'left')?.text ?? '';
  return other === '""' || other === '``' || (other === '0' && node.text.startsWith('len('));
}

function ofBranches(statement: SyntaxNode, whenAbsent: boolean | undefined, value: SyntaxNode): Use {
  if (whenAbsent === undefined) return guarded;
  const consequence = statement.childForFieldName('consequence');
  const alternative =
    statement.childForFieldName('alternative') ??
    (consequence && leaves(consequence) ? statement.nextNamedSibling : null);
  const branch = whenAbsent ? consequence : alternative;
  if (!branch) return guarded;
  if (stops(branch)) return asserted;
  const given = whenAbsent ? assignedIn(branch, value.text) : null;
  return given ? { handling: 'defaulted', fallbackFrom: given.text } : guarded;
}

/** `{ v = "default" }`. */
function assignedIn(block: SyntaxNode, name: string): SyntaxNode | null {
  for (const statement of statementsOf(block)) {
    if (statement.type !== 'assignment_statement' || statement.childForFieldName('left')?.text !== name)
      continue;
    return statement.childForFieldName('right')?.firstNamedChild ?? null;
  }
  return null;
}

function statementsOf(block: SyntaxNode): readonly SyntaxNode[] {
  if (block.type !== 'block') return [block];
  const list = block.firstNamedChild;
  return list?.type === 'statement_list' ? list.namedChildren : block.namedChildren;
}

function leaves(block: SyntaxNode): boolean {
  return statementsOf(block).at(-1)?.type === 'return_statement';
}

const stopping =
  /(?:^|\.)(?:Fatal(?:f|ln|w)?|Panic(?:f|ln|w)?|Exit(?:f|ln)?|Goexit|panic|fatal|die|exit|bail|must|check|fail)$/;
const failure =
  /^(?:fmt\.Errorf|errors\.\w+|\w*[eE]rrors?\.\w+|status\.Errorf?|err|\w+\.Err\w*|Err\w*|New\w*Error|\w*Err)\b/;

/** A branch that ends what is going on: it panics, exits, returns an error or collects what is missing. */
export function stops(branch: SyntaxNode): boolean {
  return statementsOf(branch).some((statement) => {
    if (statement.type === 'return_statement')
      return (statement.firstNamedChild?.namedChildren ?? []).some((value) => failure.test(value.text));
    const call = statement.type === 'expression_statement' ? statement.firstNamedChild : null;
    if (call?.type === 'call_expression')
      return stopping.test(call.childForFieldName('function')?.text.slice(-60) ?? '');
    return /^(?:errs?|missing|problems)\w*\s*=\s*append\(|^\w+ = (?:multierr\.|errors\.Join)/.test(
      statement.text.slice(0, 80),
    );
  });
}
