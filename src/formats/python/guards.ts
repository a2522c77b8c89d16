import { Guards } from '../tree-sitter/guards.ts';
import { ancestors, isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { stops } from './condition.ts';
import { callOf, constantOf } from './names.ts';

const environment = /\b(?:environ|getenv)\b|\b\w{0,20}env\w{0,20}(?:\.\w{1,20})?\(\s{0,9}['"]/i;

/** Tells which reads in Python stand behind a test. */
export function guardsIn(syntax: Syntax): Guards {
  return new Guards(syntax, {
    conditionOf,
    isConjunction: (node) => node.type === 'boolean_operator',
    isBlock: (node) => node.type === 'block' || node.type === 'module',
    leavingBranchOf: (statement) => {
      const branch = statement.type === 'if_statement' ? statement.childForFieldName('consequence') : null;
      return branch && !stops(branch) ? branch : null;
    },
    functionName: (node) =>
      node.type === 'function_definition' ? node.childForFieldName('name')?.text : undefined,
    callOf: (node) =>
      callOf(node.parent?.type === 'attribute' && isField(node, 'attribute') ? node.parent : node),
    constantOf: (identifier) => constantOf(identifier, syntax),
    environment,
  });
}

function conditionOf(node: SyntaxNode): SyntaxNode | null {
  if (/^(if_statement|elif_clause|while_statement)$/.test(node.type))
    return node.childForFieldName('condition');
  if (node.type === 'match_statement') return node.childForFieldName('subject');
  if (node.type === 'conditional_expression') return node.namedChild(1);
  const isAnd = node.type === 'boolean_operator' && node.childForFieldName('operator')?.type === 'and';
  return isAnd ? node.childForFieldName('left') : null;
}

/** Modules that are programs; others have a main block to be tried out by hand. */
const program =
  /(?:main|app|server|service|worker|run|start|bot|consumer|producer|scheduler|cli|job|index|entrypoint|handler|daemon)\w*\.py$/i;

/** The read stands under `if __name__ == "__main__":` of a module that nobody runs as a program. */
export function isTryOut(read: SyntaxNode, path: string): boolean {
  if (program.test(path.slice(path.lastIndexOf('/') + 1))) return false;
  for (const around of ancestors(read)) {
    if (around.type === 'if_statement' && around.childForFieldName('condition')?.text.includes('__name__'))
      return true;
  }
  return false;
}

/** A `KeyError` that the read raises is caught and does not end what is going on. */
export function isCaught(read: SyntaxNode): boolean {
  let node = read;
  for (const around of ancestors(read)) {
    if (around.type === 'try_statement' && isField(node, 'body')) {
      const handler = around.namedChildren.find(
        (clause) =>
          clause.type === 'except_clause' &&
          /^except\s*(?:\(|:|[\w.,\s]*\b(?:KeyError|LookupError|Exception|BaseException)\b)/.test(
            clause.text.slice(0, 200),
          ),
      );
      const body = handler?.namedChildren.findLast((child) => child.type === 'block');
      if (body && !stops(body)) return true;
    }
    if (around.type === 'with_statement' && /\bsuppress\([^)]{0,80}KeyError/.test(around.text.slice(0, 200)))
      return true;
    if (around.type === 'function_definition') return false;
    node = around;
  }
  return false;
}
