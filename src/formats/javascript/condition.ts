import { ancestors, isField } from '../tree-sitter/syntax.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';

const stopping =
  /^(throw|fail|die|panic|abort|fatal|exit|raise|bail|invariant|assert|missing|required?)(?![a-z])/i;
const collecting = /^(missing|errors?|problems|issues|invalid|failures)\w*\.push$/i;

/**
 * What a test does with the value in it, when the expression stands in one: `if (!x) throw` asserts,
 * every other test guards. Undefined when the expression is no condition.
 */
export function conditionOf(expression: SyntaxNode): Use | undefined {
  return conditionFrom(expression, false);
}

/** `whenAbsent`: what the expression comes to when the value is absent, undefined when other things decide. */
function conditionFrom(expression: SyntaxNode, value: boolean | undefined): Use | undefined {
  let node = expression;
  let whenAbsent = value;
  for (const parent of ancestors(expression)) {
    if (parent.type === 'unary_expression' && parent.child(0)?.type === '!') {
      whenAbsent = whenAbsent === undefined ? undefined : !whenAbsent;
    } else if (parent.type === 'binary_expression') {
      const operator = parent.child(1)?.type ?? '';
      if (operator === '||') whenAbsent = whenAbsent === true ? true : undefined;
      else if (operator === '&&') whenAbsent = whenAbsent === false ? false : undefined;
      else if (comparesWithNothing(parent, node)) whenAbsent = operator.startsWith('==');
      else return /^[=!<>]/.test(operator) ? guarded : undefined;
    } else if (parent.type === 'if_statement' && isField(node, 'condition')) {
      return ofBranches(parent, whenAbsent);
    } else if (/^(while|do|for|ternary)_(statement|expression)$/.test(parent.type)) {
      return isField(node, 'condition') ? guarded : undefined;
    } else if (parent.type === 'arguments') {
      return whenAbsent === false && isAssertion(parent.parent?.childForFieldName('function') ?? null)
        ? asserted
        : undefined;
    } else if (parent.type === 'arrow_function' && whenAbsent !== undefined) {
      return ofCallback(parent, whenAbsent);
    } else if (!/^(parenthesized|non_null|as)_expression$/.test(parent.type) && !isTypeof(parent)) {
      return undefined;
    }
    node = parent;
  }
  return undefined;
}

function ofBranches(statement: SyntaxNode, whenAbsent: boolean | undefined): Use {
  const branch = whenAbsent === undefined ? null : branchTaken(statement, whenAbsent);
  if (branch && stops(branch)) return asserted;
  return { ...guarded, mayFail: branch !== null && branch.descendantsOfType('throw_statement').length > 0 };
}

/** `names.every((name) => process.env[name])`, `names.filter((name) => !process.env[name])`. */
function ofCallback(callback: SyntaxNode, whenAbsent: boolean): Use | undefined {
  const call = callback.parent?.parent;
  const method = call?.childForFieldName('function')?.childForFieldName('property')?.text;
  if (!call || method !== (whenAbsent ? 'some' : 'every')) {
    return call && method === 'filter' && whenAbsent && isRefused(call) ? asserted : undefined;
  }
  return conditionFrom(call, whenAbsent);
}

/** `const missing = names.filter(…); if (missing.length > 0) throw …` */
function isRefused(list: SyntaxNode): boolean {
  const declarator = list.parent;
  const name =
    declarator?.type === 'variable_declarator' ? declarator.childForFieldName('name')?.text : undefined;
  if (name === undefined) return false;
  let statement = declarator?.parent?.nextNamedSibling;
  for (let count = 0; statement && count < 5; count += 1) {
    const condition =
      statement.type === 'if_statement' ? statement.childForFieldName('condition')?.text : undefined;
    const branch = statement.childForFieldName('consequence');
    if (condition?.includes(`${name}.length`) && branch && stops(branch)) return true;
    statement = statement.nextNamedSibling;
  }
  return false;
}

function branchTaken(statement: SyntaxNode, condition: boolean): SyntaxNode | null {
  const consequence = statement.childForFieldName('consequence');
  if (condition) return consequence;
  const alternative = statement.childForFieldName('alternative');
  // `if (x) return x; throw …`
  const leaves =
    consequence &&
    (consequence.type === 'return_statement' || consequence.lastNamedChild?.type === 'return_statement');
  return alternative ?? (leaves ? statement.nextNamedSibling : null);
}

/** `=== undefined`, `== null`, `=== ''`, `typeof x === 'undefined'`. */
function comparesWithNothing(comparison: SyntaxNode, node: SyntaxNode): boolean {
  const other = comparison.childForFieldName(isField(node, 'left') ? 'right' : 'left')?.text ?? '';
  if (isTypeof(node)) return /^['"]undefined['"]$/.test(other);
  return /^[=!]==?$/.test(comparison.child(1)?.type ?? '') && /^(undefined|null|''|""|void 0)$/.test(other);
}

function isTypeof(node: SyntaxNode): boolean {
  return node.type === 'unary_expression' && node.child(0)?.type === 'typeof';
}

/** A branch that ends what is going on: it throws, exits, or collects what is missing. */
export function stops(branch: SyntaxNode): boolean {
  const block = branch.type === 'else_clause' ? branch.firstNamedChild : branch;
  const statements = block?.type === 'statement_block' ? block.namedChildren : [block];
  return statements.some((statement) => {
    if (statement?.type === 'throw_statement') return true;
    const call = /^(expression|return)_statement$/.test(statement?.type ?? '')
      ? statement?.firstNamedChild
      : null;
    const callee = call?.type === 'call_expression' ? call.childForFieldName('function') : null;
    return (
      callee !== null && callee !== undefined && (nameSaysFailure(callee) || collecting.test(callee.text))
    );
  });
}

/** `assert(x)`, `assert.ok(x)`, `invariant(x)`, `ensureSet(x)`; never the `require` of modules. */
export function isAssertion(callee: SyntaxNode | null): boolean {
  const name = callee?.text.slice(0, 40) ?? '';
  return name !== 'require' && /^(assert|invariant|ensure|must|require)(?![a-z])/i.test(name);
}

/** `process.exit`, `fail`, `throwMissing`, `assert`. */
export function nameSaysFailure(callee: SyntaxNode | null): boolean {
  const name = callee?.text.slice(-60) ?? '';
  if (/\b(process|Deno)\.exit$/.test(name)) return true;
  return callee?.type === 'identifier' && stopping.test(name);
}
