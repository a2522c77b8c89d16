import { Guards } from '../tree-sitter/guards.ts';
import { isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { stops } from './condition.ts';
import { constantOf, isFunction } from './names.ts';
import { nameOf } from './wrappers.ts';

const environment =
  /\benv\??(?:\.|\[['"])(?!NODE_ENV\b|MODE\b|PROD\b|DEV\b|SSR\b)[A-Za-z_]|\b\w{0,20}env\w{0,20}\(\s{0,9}['"](?!NODE_ENV\b)/i;

/** Tells which reads in JavaScript stand behind a test. */
export function guardsIn(syntax: Syntax): Guards {
  return new Guards(syntax, {
    conditionOf,
    isConjunction: (node) => node.type === 'binary_expression',
    isBlock: (node) => node.type === 'statement_block' || node.type === 'program',
    leavingBranchOf: (statement) => {
      const branch = statement.type === 'if_statement' ? statement.childForFieldName('consequence') : null;
      return branch && !stops(branch) ? branch : null;
    },
    functionName: (node) => (isFunction(node) ? nameOf(node) : undefined),
    callOf: (node) => {
      const callee =
        node.parent?.type === 'member_expression' && isField(node, 'property') ? node.parent : node;
      const call = callee.parent;
      return call?.type === 'call_expression' && isField(callee, 'function') ? call : undefined;
    },
    constantOf: (identifier) => constantOf(identifier, syntax),
    environment,
  });
}

function conditionOf(node: SyntaxNode): SyntaxNode | null {
  if (/^(if|while)_statement$|^ternary_expression$/.test(node.type))
    return node.childForFieldName('condition');
  if (node.type === 'switch_statement') return node.childForFieldName('value');
  const isAnd = node.type === 'binary_expression' && node.child(1)?.type === '&&';
  return isAnd ? node.childForFieldName('left') : null;
}
