import type { Declaration, Read } from '../../system/facts.ts';
import { enclosing, isField, lineOf, outermost } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { literalText, unwrap } from './names.ts';

/** Nuxt fills in `runtimeConfig.apiSecret` from `NUXT_API_SECRET` when it starts. */
function variableOf(path: readonly string[]): string {
  return ['nuxt', ...path].map((part) => part.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()).join('_');
}

const deepest = 5;

/** Keys of `runtimeConfig` in `nuxt.config.ts`: each has the value that stands there as its default. */
export function runtimeConfigOf(syntax: Syntax, path: string): readonly Declaration[] {
  if (!/(?:^|\/)nuxt\.config\.[cm]?[jt]s$/.test(path)) return [];
  return [...syntax.words('runtimeConfig')].flatMap((node) => {
    const pair = node.parent;
    if (pair?.type !== 'pair' || !isField(node, 'key')) return [];
    return keysOf(pair.childForFieldName('value'), []);
  });
}

function keysOf(value: SyntaxNode | null, above: readonly string[]): readonly Declaration[] {
  const object = unwrap(value);
  if (object?.type !== 'object' || above.length > deepest) return [];
  return object.namedChildren.flatMap((pair): readonly Declaration[] => {
    const key = pair.type === 'pair' ? pair.childForFieldName('key') : null;
    if (!key) return [];
    const path = [...above, literalText(key) ?? key.text];
    const own = unwrap(pair.childForFieldName('value'));
    if (own?.type === 'object') return keysOf(own, path);
    const defaulted = !/^(?:''|""|null|undefined)?$/.test(own?.text ?? '');
    const name = variableOf(path);
    const line = lineOf(key);
    return [{ kind: 'declaration', name, role: 'validated', phase: 'run', required: false, defaulted, line }];
  });
}

/** `useRuntimeConfig().public.apiBase`, also by a name bound to it. What it comes to without the variable, the configuration says. */
export function runtimeConfigReadsOf(syntax: Syntax): readonly Read[] {
  const found = [...syntax.words('useRuntimeConfig')].flatMap((node): readonly Read[] => {
    const call =
      node.parent?.type === 'call_expression' && isField(node, 'function') ? node.parent : undefined;
    if (!call) return [];
    const direct = readAt(call);
    if (direct) return [direct];
    const declarator = call.parent?.type === 'variable_declarator' ? call.parent : undefined;
    const name = declarator?.childForFieldName('name');
    if (!declarator || name?.type !== 'identifier') return [];
    const scope = enclosing(declarator, 'statement_block') ?? syntax.root;
    return [...syntax.words(name.text, scope.startIndex, scope.endIndex)].flatMap((use) => readAt(use) ?? []);
  });
  return [...new Map(found.map((read) => [`${read.line} ${read.name}`, read])).values()];
}

function readAt(node: SyntaxNode): Read | undefined {
  const whole = outermost(node, /^(?:member_expression|non_null_expression)$/);
  if (whole.id === node.id || !isField(node, 'object')) return undefined;
  const path = [...whole.text.slice(node.text.length).matchAll(/\.\s*([A-Za-z_]\w*)/g)].map(
    ([, part = '']) => part,
  );
  // Calls on the value are no part of its name.
  if (whole.parent?.type === 'call_expression' && isField(whole, 'function')) path.pop();
  if (path.length === 0 || (path.length === 1 && /^(?:public|app)$/.test(path[0] ?? ''))) return undefined;
  const name = variableOf(path);
  return {
    kind: 'read',
    name,
    strength: 'guarded',
    phase: 'run',
    via: 'useRuntimeConfig',
    line: lineOf(whole),
  };
}
