import { Guards } from '../tree-sitter/guards.ts';
import { isField } from '../tree-sitter/syntax.ts';
import type { Syntax } from '../tree-sitter/syntax.ts';
import { stops } from './condition.ts';
import { constantOf } from './names.ts';

const environment = /\b(?:Getenv|LookupEnv)\(|\b\w{0,20}[eE]nv\w{0,20}\(\s{0,9}"/;

/** Tells which reads in Go stand behind a test. */
export function guardsIn(syntax: Syntax): Guards {
  return new Guards(syntax, {
    conditionOf: (node, part) => {
      if (part && isField(part, 'initializer')) return null;
      if (node.type === 'if_statement') return node.childForFieldName('condition');
      return node.type === 'expression_switch_statement' ? node.childForFieldName('value') : null;
    },
    isConjunction: () => false,
    isBlock: (node) => node.type === 'statement_list',
    leavingBranchOf: (statement) => {
      const branch = statement.type === 'if_statement' ? statement.childForFieldName('consequence') : null;
      return branch && !stops(branch) ? branch : null;
    },
    functionName: (node) =>
      /^(function|method)_declaration$/.test(node.type) ? node.childForFieldName('name')?.text : undefined,
    callOf: (node) => {
      const callee =
        node.parent?.type === 'selector_expression' && isField(node, 'field') ? node.parent : node;
      const call = callee.parent;
      return call?.type === 'call_expression' && isField(callee, 'function') ? call : undefined;
    },
    constantOf: (identifier) => constantOf(identifier, syntax),
    environment,
  });
}
