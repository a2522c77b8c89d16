import { literalText, unwrap } from '../javascript/names.ts';
import { argumentsOf } from '../javascript/schema-steps.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { Router, RouterEntry } from './payload-module.ts';
import { topConstantsOf } from './top-constants.ts';

/** A cheap look for {@link routersOf}. */
export function mayHoldRouters(text: string): boolean {
  return /router\w*\s{0,4}\(\s{0,200}\{|TRPCRouterRecord/i.test(text);
}

/** Routers of tRPC that are bound to constants of a file. */
export function routersOf(syntax: Syntax): readonly Router[] {
  if (!mayHoldRouters(syntax.text)) return [];
  return [...topConstantsOf(syntax)].flatMap(([name, { value }]) => {
    const object = routerObject(value) ?? routerRecord(value);
    return object ? [routerIn(object, name)] : [];
  });
}

/** The entries of `router({ … })`, `t.router({ … })`, `createTRPCRouter({ … })`. */
export function routerObject(call: SyntaxNode | null): SyntaxNode | null {
  if (call?.type !== 'call_expression') return null;
  const callee = call.childForFieldName('function');
  const name = callee?.type === 'member_expression' ? callee.childForFieldName('property') : callee;
  if (!/router$/i.test(name?.text.slice(-60) ?? '')) return null;
  const [first, ...rest] = argumentsOf(call);
  return first?.type === 'object' && rest.length === 0 ? first : null;
}

/** `{ … } satisfies TRPCRouterRecord`: an object that becomes a router where it is mounted. */
export function routerRecord(value: SyntaxNode): SyntaxNode | null {
  const isRecord = value.type === 'object' && value.parent?.type === 'satisfies_expression';
  return isRecord && /\bTRPCRouterRecord$/.test(value.parent?.text.slice(-60) ?? '') ? value : null;
}

function routerIn(object: SyntaxNode, name: string): Router {
  const entries = new Map<string, RouterEntry>();
  let isOpen = object.hasError;
  for (const part of object.namedChildren) {
    if (part.type === 'comment') continue;
    if (part.type === 'shorthand_property_identifier') {
      entries.set(part.text, { line: lineOf(part), name: part.text, isProcedure: false });
      continue;
    }
    const key = keyOf(part);
    if (key === undefined) isOpen = true;
    else entries.set(key, entryOf(unwrap(part.childForFieldName('value')), lineOf(part), key));
  }
  return { name, line: lineOf(object), entries, isOpen };
}

/** The key of a pair, where it is written out. */
export function keyOf(part: SyntaxNode): string | undefined {
  const key = part.type === 'pair' ? part.childForFieldName('key') : null;
  return literalText(key) ?? (key?.type === 'property_identifier' ? key.text : undefined);
}

function entryOf(value: SyntaxNode | null, line: number, key: string): RouterEntry {
  const inner = routerObject(value);
  if (inner) return { line, router: routerIn(inner, key), isProcedure: false };
  if (value?.type === 'identifier') return { line, name: value.text, isProcedure: false };
  const last = value?.type === 'call_expression' ? value.childForFieldName('function') : null;
  const word = last?.type === 'member_expression' ? last.childForFieldName('property')?.text : undefined;
  return { line, isProcedure: /^(?:query|mutation|subscription)$/.test(word ?? '') };
}
