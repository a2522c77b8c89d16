import { ancestors, isField } from '../tree-sitter/syntax.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';

const wrapping = /^(?:parenthesized_statements|then)$/;
const deciding = /^(?:if|unless|elsif|while|until|if_modifier|unless_modifier|while_modifier|conditional)$/;

/**
 * What a test does with the value in it, when the expression stands in one: `raise unless ENV['X']`
 * asserts, every other test guards. Undefined when the expression is no condition.
 */
export function conditionOf(expression: SyntaxNode): Use | undefined {
  let node = expression;
  // What the expression comes to when the value is absent; undefined when other things decide.
  let whenAbsent: boolean | undefined = false;
  for (const parent of ancestors(expression)) {
    if (deciding.test(parent.type)) {
      return isField(node, 'condition') ? ofBranches(parent, whenAbsent) : undefined;
    }
    if (parent.type === 'case') return isField(node, 'value') ? guarded : undefined;
    if (parent.type === 'unary') {
      if (!/^(?:!|not)$/.test(parent.child(0)?.type ?? '')) return undefined;
      whenAbsent = whenAbsent === undefined ? undefined : !whenAbsent;
    } else if (parent.type === 'binary') {
      const operator = parent.childForFieldName('operator')?.type ?? '';
      const isOr = /^(?:\|\||or)$/.test(operator);
      if (isOr || /^(?:&&|and)$/.test(operator)) whenAbsent = whenAbsent === isOr ? isOr : undefined;
      else return /^(?:[=!]=|[=!]~|[<>]=?|===)$/.test(operator) ? guarded : undefined;
    } else if (parent.type === 'call' && isField(node, 'receiver')) {
      const method = parent.childForFieldName('method')?.text ?? '';
      if (/^(?:nil|blank|empty)\?$/.test(method)) whenAbsent = true;
      else if (method.endsWith('?')) whenAbsent = method === 'present?' ? false : undefined;
      else if (!/^(?:presence|to_s|strip)$/.test(method)) return undefined;
    } else if (!wrapping.test(parent.type)) return undefined;
    node = parent;
  }
  return undefined;
}

function ofBranches(statement: SyntaxNode, whenAbsent: boolean | undefined): Use {
  if (whenAbsent === undefined) return guarded;
  const runs = statement.type.startsWith('unless') ? !whenAbsent : whenAbsent;
  const body = statement.childForFieldName('body') ?? statement.childForFieldName('consequence');
  const branch = runs ? body : statement.childForFieldName('alternative');
  return branch && stops(branch) ? asserted : guarded;
}

const stopping = /^(?:Kernel\.)?(?:raise|abort|fail|exit!?)(?![\w?=])/;

/** A branch that ends what is going on. */
export function stops(branch: SyntaxNode): boolean {
  if (stopping.test(branch.text)) return true;
  return branch.namedChildren.some(({ text }) => stopping.test(text.slice(0, 40)));
}
