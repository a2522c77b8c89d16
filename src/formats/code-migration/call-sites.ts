import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { CallSite, Link, Value } from './call-site.ts';
import type { CallSyntax } from './call-syntax.ts';

/** Deeper nesting is nobody's migration. */
const deepest = 60;

/** Chains of calls below a node, in the order in which they stand there. */
export function callSitesIn(root: SyntaxNode, syntax: Syntax, language: CallSyntax): readonly CallSite[] {
  const found: CallSite[] = [];
  const walk = (node: SyntaxNode, around: readonly CallSite[], depth: number): void => {
    if (depth > deepest) return;
    syntax.checkTime();
    const site = language.callOf(node) ? chainOf(node, around, language, 0) : undefined;
    if (site) found.push(site);
    // The calls that a chain is made of are not calls of their own.
    const inner = site ? partsOf(node, language) : node.namedChildren;
    for (const child of inner) walk(child, site ? [site, ...around] : around, depth + 1);
  };
  walk(root, [], 0);
  return found;
}

/** Arguments and blocks of all links of a chain. */
function partsOf(node: SyntaxNode, language: CallSyntax): readonly SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (let at: SyntaxNode | null = node; at;) {
    const call = language.callOf(at);
    if (!call) break;
    parts.unshift(...call.parts);
    at = call.receiver;
  }
  return parts;
}

function chainOf(
  node: SyntaxNode,
  around: readonly CallSite[],
  language: CallSyntax,
  depth: number,
): CallSite | undefined {
  const links: Link[] = [];
  let at: SyntaxNode | null = node;
  while (at) {
    const call = language.callOf(at);
    if (!call) break;
    const values: Value[] = [];
    const options = new Map<string, Value>();
    for (const argument of call.arguments) {
      const named = language.namedArgument(argument);
      if (named) options.set(named.name, valueOf(named.value, language, depth + 1));
      else values.push(valueOf(argument, language, depth + 1));
    }
    for (const value of values)
      if (value.kind === 'options') for (const [key, own] of value.options) options.set(key, own);
    links.unshift({ name: call.name, values, options, at: node.startIndex });
    at = call.receiver;
  }
  if (links.length === 0) return undefined;
  return { root: at?.text.slice(0, 200) ?? '', links, around, at: node.startIndex, end: node.endIndex };
}

function valueOf(node: SyntaxNode, language: CallSyntax, depth: number): Value {
  const text = language.stringOf(node);
  if (text !== undefined) return { kind: 'string', text, at: node.startIndex + 1 };
  if (depth > deepest) return { kind: 'other', text: '' };
  const items = language.itemsOf(node);
  if (items) return { kind: 'list', items: items.map((item) => valueOf(item, language, depth + 1)) };
  const pairs = language.pairsOf(node);
  if (pairs) {
    const options = new Map(pairs.map(({ name, value }) => [name, valueOf(value, language, depth + 1)]));
    return { kind: 'options', options };
  }
  const call = language.callOf(node) ? chainOf(node, [], language, depth + 1) : undefined;
  return call ? { kind: 'call', call } : { kind: 'other', text: node.text.slice(0, 200) };
}
