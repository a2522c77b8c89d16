import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { enclosingFunction } from './names.ts';

/**
 * `return { faviconUrl: process.env.FAVICON_URL }` in TypeScript: whoever calls has to deal with its absence where a
 * type of this file says that it may be absent, and may have to where no type says anything. Undefined for all else.
 */
export function handingBack(value: SyntaxNode, pair: SyntaxNode, syntax: Syntax): Use | undefined {
  if (syntax.grammar === 'javascript' || !/^(member|subscript)_expression$/.test(value.type))
    return undefined;
  let object = pair.parent;
  while (object?.parent?.type === 'parenthesized_expression') object = object.parent;
  const around = object?.parent;
  if (around?.type !== 'return_statement' && around?.type !== 'arrow_function') return undefined;
  const owner = around.type === 'arrow_function' ? around : enclosingFunction(around);
  if (!owner) return undefined;
  const type = owner.childForFieldName('return_type')?.text;
  if (type === undefined) return { handling: 'direct', leftToCallers: true };
  const key = pair.childForFieldName('key')?.text ?? '';
  return mayLack(type, key, syntax.root.text) ? guarded : undefined;
}

/** Whether a type, written out or named and defined in the text, says that a member may be absent. */
function mayLack(type: string, key: string, text: string): boolean {
  if (!/^[\w$]{1,80}$/.test(key)) return false;
  const name = /^:\s*(?:Promise\s*<\s*)?([\w$]{1,80})\s*>?$/.exec(type)?.[1];
  const member = new RegExp(`(?<![\\w$])${key.replaceAll('$', '\\$')}(\\?)?\\s{0,5}:([^;,\\n}]{0,200})`);
  const found = member.exec(name === undefined ? type : (bodyOf(name, text) ?? ''));
  return found !== null && (found[1] === '?' || /\b(?:undefined|null)\b/.test(found[2] ?? ''));
}

function bodyOf(name: string, text: string): string | undefined {
  const start = new RegExp(
    `\\b(?:type|interface)\\s{1,5}${name.replaceAll('$', '\\$')}\\b[^{;]{0,200}\\{`,
  ).exec(text);
  return start ? text.slice(start.index + start[0].length).split('}', 1)[0] : undefined;
}
