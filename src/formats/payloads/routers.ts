import { literalText, unwrap } from '../javascript/names.ts';
import { argumentsOf } from '../javascript/schema-steps.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { Router, RouterEntry } from './payload-module.ts';

/** A cheap look for {@link routersOf}. */
export function mayHoldRouters(text: string): boolean {
  return /router\w*\s{0,4}\(\s{0,200}\{/i.test(text);
}

/** Routers of tRPC that are bound to constants of a file. */
export function routersOf(syntax: Syntax): readonly Router[] {
  if (!mayHoldRouters(syntax.text)) return [];
  return syntax.root.namedChildren.flatMap((statement) => {
    const declaration =
      statement.type === 'export_statement' ? statement.childForFieldName('declaration') : statement;
    if (declaration?.type !== 'lexical_declaration') return [];
    return declaration.namedChildren.flatMap((declarator) => {
      const name = declarator.childForFieldName('name');
      const object = routerObject(unwrap(declarator.childForFieldName('value')));
      return name?.type === 'identifier' && object ? [routerIn(object, name.text)] : [];
    });
  });
}

/** The entries of `router({ … })`, `t.router({ … })`, `createTRPCRouter({ … })`. */
function routerObject(call: SyntaxNode | null): SyntaxNode | null {
  if (call?.type !== 'call_expression') return null;
  const callee = call.childForFieldName('function');
  const name = callee?.type === 'member_expression' ? callee.childForFieldName('property') : callee;
  if (!/router$/i.test(name?.text.slice(-60) ?? '')) return null;
  const [first, ...rest] = argumentsOf(call);
  return first?.type === 'object' && rest.length === 0 ? first : null;
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
    const key = part.type === 'pair' ? part.childForFieldName('key') : null;
    const text = key && (literalText(key) ?? (key.type === 'property_identifier' ? key.text : undefined));
    if (!key || text === undefined || text === null) isOpen = true;
    else entries.set(text, entryOf(unwrap(part.childForFieldName('value')), lineOf(key), text));
  }
  return { name, line: lineOf(object), entries, isOpen };
}

function entryOf(value: SyntaxNode | null, line: number, key: string): RouterEntry {
  const inner = routerObject(value);
  if (inner) return { line, router: routerIn(inner, key), isProcedure: false };
  if (value?.type === 'identifier') return { line, name: value.text, isProcedure: false };
  const last = value?.type === 'call_expression' ? value.childForFieldName('function') : null;
  const word = last?.type === 'member_expression' ? last.childForFieldName('property')?.text : undefined;
  return { line, isProcedure: /^(?:query|mutation|subscription)$/.test(word ?? '') };
}
