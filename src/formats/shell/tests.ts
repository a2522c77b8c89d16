import { digestOf } from '../../system/value-shape.ts';
import { ancestors } from '../tree-sitter/syntax.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { literalWord } from './expansions.ts';

const switching = /\$\{?[!#]?[A-Z][A-Z0-9_]/;

/**
 * What a test does with a variable, when the expansion stands in one: `[ -z "$X" ] && exit 1` asserts,
 * `if [ -z "$X" ]; then X=d; fi` gives a default, every other test guards. Undefined outside of tests.
 */
export function testOf(expansion: SyntaxNode, name: string): Use | undefined {
  let node = expansion;
  let whenAbsent: boolean | undefined;
  let isTested = false;
  for (const parent of ancestors(expansion)) {
    if (parent.type === 'unary_expression') whenAbsent = ofUnary(parent, whenAbsent);
    else if (parent.type === 'binary_expression') whenAbsent = ofBinary(parent, node, whenAbsent);
    else if (isTest(parent)) {
      isTested = true;
      if (parent.type === 'command') whenAbsent = ofTestCommand(parent);
      else if (node.type === 'string' || node.type.endsWith('expansion')) whenAbsent = false;
    } else if (parent.type === 'negated_command')
      whenAbsent = whenAbsent === undefined ? undefined : !whenAbsent;
    else if (parent.type === 'list') {
      const operator = parent.children.find(({ type }) => type === '&&' || type === '||')?.type;
      const right = parent.lastNamedChild;
      const runsRight = operator === '&&' ? whenAbsent === true : whenAbsent === false;
      if (isTested && runsRight && right && right.id !== node.id) {
        const use = ofBranch([right], name);
        if (use) return use;
      }
      whenAbsent = whenAbsent === (operator === '||') ? whenAbsent : undefined;
    } else if (/^(if_statement|elif_clause)$/.test(parent.type)) {
      return isTested && isCondition(node, parent)
        ? ofIf(parent, whenAbsent, name)
        : isTested
          ? guarded
          : undefined;
    } else if (/^(while_statement|case_statement)$/.test(parent.type)) {
      return parent.type === 'case_statement' &&
        !isTested &&
        parent.childForFieldName('value')?.id !== node.id
        ? undefined
        : guarded;
    } else if (!/^(string|concatenation|parenthesized_expression|expansion)$/.test(parent.type)) {
      return isTested ? guarded : undefined;
    }
    node = parent;
  }
  return isTested ? guarded : undefined;
}

/**
 * The expansion is reached only when another variable says so: `if [ "$STORE" = s3 ]; then echo "${BUCKET:?}"; fi`.
 * The script's own arguments do not count.
 */
export function isBehindSwitch(expansion: SyntaxNode): boolean {
  let node = expansion;
  for (const parent of ancestors(expansion)) {
    if (/^(if_statement|elif_clause|while_statement)$/.test(parent.type)) {
      const then = parent.children.find(({ type }) => type === 'then' || type === 'do_group');
      const condition = then ? parent.text.slice(0, then.startIndex - parent.startIndex) : '';
      if (!isCondition(node, parent) && switching.test(condition)) return true;
    } else if (parent.type === 'case_statement') {
      const value = parent.childForFieldName('value');
      if (value && value.id !== node.id && switching.test(value.text)) return true;
    } else if (parent.type === 'list' && parent.lastNamedChild?.id === node.id) {
      const isTested = parent.firstNamedChild?.type === 'test_command';
      if (isTested && switching.test(parent.firstNamedChild?.text ?? '')) return true;
    }
    node = parent;
  }
  return false;
}

function isTest(node: SyntaxNode): boolean {
  if (node.type === 'test_command') return true;
  return node.type === 'command' && /^(?:test|\[)$/.test(node.childForFieldName('name')?.text ?? '');
}

function ofUnary(expression: SyntaxNode, inner: boolean | undefined): boolean | undefined {
  const operator = (expression.childForFieldName('operator') ?? expression.child(0))?.text;
  if (operator === '!') return inner === undefined ? undefined : !inner;
  return operator === '-z' ? true : operator === '-n' ? false : undefined;
}

function ofBinary(expression: SyntaxNode, node: SyntaxNode, inner: boolean | undefined): boolean | undefined {
  const operator = expression.childForFieldName('operator')?.text ?? expression.child(1)?.text ?? '';
  if (operator === '||' || operator === '-o') return inner === true ? true : undefined;
  if (operator === '&&' || operator === '-a') return inner === false ? false : undefined;
  const other = expression.namedChildren.find(({ id }) => id !== node.id)?.text ?? '';
  if (!/^(''|"")$/.test(other) || !/^[!=]?==?$/.test(operator)) return undefined;
  return !operator.startsWith('!');
}

/** `test -z "$X"` is a command like others to the grammar. */
function ofTestCommand(command: SyntaxNode): boolean | undefined {
  const first = command.childrenForFieldName('argument')[0]?.text;
  return first === '-z' ? true : first === '-n' ? false : undefined;
}

function isCondition(node: SyntaxNode, statement: SyntaxNode): boolean {
  const then = statement.children.find(({ type }) => type === 'then');
  return then === undefined || node.startIndex < then.startIndex;
}

function ofIf(statement: SyntaxNode, whenAbsent: boolean | undefined, name: string): Use {
  if (whenAbsent === undefined) return guarded;
  const children = statement.namedChildren;
  const then = statement.children.find(({ type }) => type === 'then');
  const body = children.filter(
    (child) => child.startIndex > (then?.startIndex ?? 0) && !/^(else|elif)_clause$/.test(child.type),
  );
  // With further conditions it depends on these.
  const isOpen = children.some(({ type }) => type === 'elif_clause');
  const otherwise = isOpen ? undefined : children.find(({ type }) => type === 'else_clause');
  const branch = whenAbsent ? body : (otherwise?.namedChildren ?? []);
  return ofBranch(branch, name) ?? guarded;
}

/** What is done when the variable is absent: the script ends, or gives it a value. */
function ofBranch(statements: readonly SyntaxNode[], name: string): Use | undefined {
  for (const statement of statements) {
    const inner =
      statement.type === 'compound_statement' || statement.type === 'subshell'
        ? statement.namedChildren
        : [statement];
    for (const part of inner) {
      const use = ofStatement(part, name);
      if (use) return use;
    }
  }
  return undefined;
}

function ofStatement(statement: SyntaxNode, name: string): Use | undefined {
  const assigned = statement.type === 'declaration_command' ? statement.namedChildren : [statement];
  for (const node of assigned) {
    if (node.type !== 'variable_assignment' || node.childForFieldName('name')?.text !== name) continue;
    const literal = literalWord(node.childForFieldName('value')?.text ?? '');
    return { handling: 'defaulted', ...(literal !== undefined && { fallback: digestOf(literal) }) };
  }
  return statement.type === 'command' && stops(statement) ? asserted : undefined;
}

/** `exit 1`, `return 2`, `die …`; not `exit 0`. */
function stops(command: SyntaxNode): boolean {
  const name = command.childForFieldName('name')?.text ?? '';
  const first = command.childrenForFieldName('argument')[0]?.text;
  if (/^(?:exit|return)$/.test(name)) return first !== undefined && first !== '0';
  return /^(?:die|fail|abort|bail|panic|fatal|error_exit|errexit|err_exit|exit_with\w*|\w*_fatal|usage_and_exit)$/i.test(
    name,
  );
}
