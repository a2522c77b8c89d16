import { enclosing, isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { Environment } from './environment.ts';
import { enclosingFunction, isFunction, parametersOf } from './names.ts';

/** Workers are handed their variables and bindings; they are no part of the process. */
export const workerEnv: Omit<Environment, 'node'> = { via: 'cloudflare', phase: 'run', methods: false };

/** A cheap look for files that get a worker's environment. */
export const workerMarker =
  /cloudflare:workers|getCloudflareContext|ExportedHandler|\b(?:fetch|scheduled|queue|email|tail)\b[^\n]{0,80}\benv\b|:\s?(?:Env|CloudflareEnv|CloudflareBindings)\b/;

/** What only code for workers speaks of: `Env` alone is anybody's name for a type. */
const aboutWorkers =
  /ExportedHandler|cloudflare:|@cloudflare\/|\b(?:KVNamespace|D1Database|R2Bucket|DurableObjectNamespace|DurableObjectState|CloudflareEnv|CloudflareBindings)\b/;

/** `fetch(request, env, ctx)` of what the file exports, and parameters of such a type. */
export function* workerParameters(syntax: Syntax): Generator<{ name: string; scope: SyntaxNode }> {
  for (const handler of ['fetch', 'scheduled', 'queue', 'email', 'tail']) {
    for (const node of syntax.words(handler)) {
      const owner = handlerAt(node);
      const second = owner && parametersOf(owner)[1]?.name;
      if (owner && second === 'env' && isExported(owner)) yield { name: second, scope: owner };
    }
  }
  if (!aboutWorkers.test(syntax.text)) return;
  for (const type of ['Env', 'CloudflareEnv', 'CloudflareBindings']) {
    for (const node of syntax.words(type)) {
      const annotation = enclosing(node, 'type_annotation');
      const name = annotation?.parent?.childForFieldName('pattern');
      const scope = annotation?.parent && enclosingFunction(annotation.parent);
      if (scope && name?.type === 'identifier' && annotation?.text.replace(/[:\s]/g, '') === type)
        yield { name: name.text, scope };
    }
  }
}

/** `getCloudflareContext().env`. */
export function* workerContexts(syntax: Syntax): Generator<SyntaxNode> {
  for (const node of syntax.words('getCloudflareContext')) {
    const call =
      node.parent?.type === 'call_expression' && isField(node, 'function') ? node.parent : undefined;
    const awaited = call?.parent?.type === 'await_expression' ? call.parent.parent : call?.parent;
    const access = awaited?.type === 'parenthesized_expression' ? awaited.parent : awaited;
    if (access?.childForFieldName('property')?.text === 'env') yield access;
  }
}

function handlerAt(node: SyntaxNode): SyntaxNode | undefined {
  const { parent } = node;
  if (parent?.type === 'method_definition' && isField(node, 'name')) return parent;
  const value = parent?.type === 'pair' && isField(node, 'key') ? parent.childForFieldName('value') : null;
  return value && isFunction(value) ? value : undefined;
}

/** Of `export default { … }`, or of a constant that is exported: any other object may have a method `fetch`. */
function isExported(owner: SyntaxNode): boolean {
  return enclosing(owner, 'export_statement') !== undefined;
}
