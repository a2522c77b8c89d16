import { Guards } from '../tree-sitter/guards.ts';
import { isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { stops } from './condition.ts';
import { constantOf } from './names.ts';

/** Asks for a variable, or for an environment in which production's need not be there. */
const environment = /\bENV\b|\.env\.(?:test|development|local)\?|\b\w{0,20}[eE]nabled\?/;

/** Tells which reads in Ruby stand behind a test. */
export function guardsIn(syntax: Syntax): Guards {
  return new Guards(syntax, {
    conditionOf,
    isConjunction: (node) => node.type === 'binary',
    isBlock: (node) => /^(?:program|body_statement|then|else|block_body|do)$/.test(node.type),
    leavingBranchOf: (statement) => {
      const branch = statement.childForFieldName('body') ?? statement.childForFieldName('consequence');
      return /^(?:if|unless)(?:_modifier)?$/.test(statement.type) && branch && !stops(branch) ? branch : null;
    },
    functionName: (node) =>
      /^(?:singleton_)?method$/.test(node.type) ? node.childForFieldName('name')?.text : undefined,
    callOf: (node) => {
      if (node.type !== 'identifier' || !node.parent) return undefined;
      if (node.parent.type === 'call') return isField(node, 'method') ? node.parent : undefined;
      // Without arguments a call is nothing but its name.
      return /^(?:singleton_)?method$/.test(node.parent.type) ? undefined : node;
    },
    constantOf: (identifier) => constantOf(identifier, syntax),
    environment,
  });
}

function conditionOf(node: SyntaxNode): SyntaxNode | null {
  if (/^(?:if|unless|elsif|while|conditional|(?:if|unless)_modifier)$/.test(node.type))
    return node.childForFieldName('condition');
  if (node.type === 'case') return node.childForFieldName('value');
  const isAnd = node.type === 'binary' && /^(?:&&|and)$/.test(node.childForFieldName('operator')?.type ?? '');
  return isAnd ? node.childForFieldName('left') : null;
}
