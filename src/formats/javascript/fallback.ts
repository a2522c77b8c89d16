import { digestOf } from '../../system/value-shape.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { nameSaysFailure } from './condition.ts';
import { literalText, unwrap } from './names.ts';

/** What a fallback makes of a value. */
export function defaultedBy(fallback: SyntaxNode | null): Use {
  const node = unwrap(fallback);
  if (!node || /^(undefined|null)$/.test(node.text)) return guarded;
  const value = literalValue(node);
  if (value !== undefined) return { handling: 'defaulted', fallback: digestOf(value) };
  if (node.type === 'identifier') return { handling: 'defaulted', fallbackFrom: node.text };
  if (node.type === 'call_expression' && nameSaysFailure(node.childForFieldName('function'))) return asserted;
  return { handling: 'defaulted' };
}

/** Text of a literal string, number or boolean. */
export function literalValue(node: SyntaxNode): string | undefined {
  return literalText(node) ?? (/^(number|true|false)$/.test(node.type) ? node.text : undefined);
}
