import type { Declaration, Read } from '../../system/facts.ts';
import { variableName } from '../tree-sitter/naming.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { argumentsOf, literalText } from './names.ts';

/** Variables that viper binds to keys, and the prefix of all others it looks for. */
export function viperVariablesOf(syntax: Syntax): readonly (Declaration | Read)[] {
  const prefix = prefixOf(syntax);
  const defaults = new Set(
    calls('SetDefault', syntax).map((call) => literalText(argumentsOf(call)[0] ?? null)),
  );
  const bound = [...calls('BindEnv', syntax), ...calls('MustBindEnv', syntax)].flatMap(
    (call): readonly Declaration[] => {
      const [key, ...explicit] = argumentsOf(call).map((argument) => literalText(argument));
      if (key === undefined) return [];
      const before = prefix === undefined ? '' : `${prefix.name}_`;
      const implicit = [(before + key.replaceAll(/[.-]/g, '_')).toUpperCase()];
      const names = explicit.length > 0 ? explicit.flatMap((name) => name ?? []) : implicit;
      const at = { phase: 'run', line: lineOf(call), required: false, defaulted: defaults.has(key) } as const;
      return names
        .filter((name) => variableName.test(name))
        .map((name) => ({ kind: 'declaration', name, role: 'validated', ...at }));
    },
  );
  if (!prefix || calls('AutomaticEnv', syntax).length === 0) return bound;
  const name = `${prefix.name.toUpperCase()}_`;
  return [
    ...bound,
    { kind: 'read', name, line: prefix.line, strength: 'prefix', phase: 'run', via: 'viper' },
  ];
}

function prefixOf(syntax: Syntax): { readonly name: string; readonly line: number } | undefined {
  const call = calls('SetEnvPrefix', syntax)[0];
  const name = call && literalText(argumentsOf(call)[0] ?? null);
  return call && name !== undefined ? { name, line: lineOf(call) } : undefined;
}

function calls(method: string, syntax: Syntax): readonly SyntaxNode[] {
  return [...syntax.words(method)].flatMap((node) => {
    const call = node.parent?.type === 'selector_expression' ? node.parent.parent : null;
    return call?.type === 'call_expression' ? [call] : [];
  });
}
