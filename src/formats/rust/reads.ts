import type { Declaration, Read } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import type { Naming } from '../tree-sitter/naming.ts';
import { variableName } from '../tree-sitter/naming.ts';
import { ancestors, isField, isInside, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded, strengthOf } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { handlingOf } from './handling.ts';
import { argumentsOf, literalText, literalValue, namingOf } from './names.ts';

/** All that a file takes from the environment, and what it puts there. */
export function readsOf(syntax: Syntax, isBuildScript: boolean): readonly (Read | Declaration)[] {
  const found: (Read | Declaration)[] = [];
  const phase = isBuildScript ? 'build' : 'run';
  const add = (naming: Naming, node: SyntaxNode, own: Use, via: string): void => {
    const use = own.handling === 'asserted' && isBehindSwitch(node) ? guarded : own;
    if (naming.kind === 'parameter') {
      const name = naming.owner.childForFieldName('name')?.text ?? '';
      for (const call of callsOf(name, naming.owner, syntax)) {
        const given = namingOf(argumentsOf(call)[naming.index] ?? null, syntax);
        const handed = use.handling === 'unused' ? handlingOf(call, syntax) : use;
        if (given.kind === 'names') add(given, call, handed, via);
      }
      return;
    }
    const names = naming.kind === 'names' ? naming.names : [{ name: naming.prefix, line: lineOf(node) }];
    for (const { name, line } of names) {
      const strength = naming.kind === 'prefix' ? { strength: 'prefix' as const } : strengthOf(use);
      found.push({ kind: 'read', name, line, phase, via, ...strength });
    }
  };
  for (const word of ['var', 'var_os']) {
    for (const call of environmentCalls(word, syntax))
      add(namingOf(argumentsOf(call)[0] ?? null, syntax), call, handlingOf(call, syntax), `env::${word}`);
  }
  for (const word of ['vars', 'vars_os']) {
    for (const call of environmentCalls(word, syntax))
      found.push({ kind: 'read', name: '', line: lineOf(call), strength: 'prefix', phase, via: 'env::vars' });
  }
  for (const call of environmentCalls('set_var', syntax)) found.push(...supplied(call, syntax));
  return [...found, ...macroReadsOf(syntax), ...handedToCompiler(syntax)];
}

/** `std::env::var(…)`, `env::var(…)`, `dotenvy::var(…)`, and `var(…)` where it was imported. */
function* environmentCalls(word: string, syntax: Syntax): Generator<SyntaxNode> {
  for (const node of syntax.words(word)) {
    const scoped = node.parent?.type === 'scoped_identifier' && isField(node, 'name') ? node.parent : null;
    const owner = scoped?.childForFieldName('path')?.text ?? '';
    const isImported =
      !scoped &&
      new RegExp(`\\buse (?:std::env|dotenvy?)::(?:\\{[^}]{0,200}\\b)?${word}\\b`).test(syntax.text);
    if (!isImported && !/(?:^|::)(?:env|dotenvy?)$/.test(owner)) continue;
    const callee = scoped ?? node;
    if (callee.parent?.type === 'call_expression' && isField(callee, 'function')) yield callee.parent;
  }
}

function* callsOf(name: string, owner: SyntaxNode, syntax: Syntax): Generator<SyntaxNode> {
  if (name === '') return;
  for (const node of syntax.words(name)) {
    const callee =
      node.parent && /^(?:scoped_identifier|field_expression)$/.test(node.parent.type) ? node.parent : node;
    const call = callee.parent;
    if (call?.type === 'call_expression' && isField(callee, 'function') && !isInside(call, owner)) yield call;
  }
}

/** `env!("X")` does not compile without it; `option_env!` does. */
function macroReadsOf(syntax: Syntax): readonly Read[] {
  return ['env', 'option_env'].flatMap((word) =>
    [...syntax.words(word)].flatMap((node): readonly Read[] => {
      const macro = node.parent;
      if (macro?.type !== 'macro_invocation' || !isField(node, 'macro')) return [];
      const name = literalText(macro.namedChildren.at(-1)?.firstNamedChild ?? null);
      if (name === undefined || !variableName.test(name)) return [];
      const strength = strengthOf(word === 'env' ? asserted : guarded);
      return [{ kind: 'read', name, line: lineOf(macro), phase: 'build', via: `${word}!`, ...strength }];
    }),
  );
}

/** `println!("cargo:rustc-env=X=…")` of a build script. */
function handedToCompiler(syntax: Syntax): readonly Declaration[] {
  return [...syntax.text.matchAll(/cargo::?rustc-env=([A-Z_][A-Z0-9_]*)=/g)].map(
    ({ 1: name = '', index }) => ({
      kind: 'declaration',
      name,
      role: 'supplied',
      phase: 'build',
      from: 'expression',
      line: syntax.text.slice(0, index).split('\n').length,
    }),
  );
}

function supplied(call: SyntaxNode, syntax: Syntax): readonly Declaration[] {
  const [first = null, second = null] = argumentsOf(call);
  const naming = namingOf(first, syntax);
  if (naming.kind !== 'names') return [];
  const value = literalValue(second);
  const given = value === undefined ? { from: 'expression' as const } : { value: shapeOf(value) };
  const at = { phase: 'run', line: lineOf(call) } as const;
  return naming.names.map(({ name }) => ({ kind: 'declaration', name, role: 'supplied', ...at, ...given }));
}

/** Inside of a branch that another variable, a test or a debug build decides. */
function isBehindSwitch(node: SyntaxNode): boolean {
  for (const around of ancestors(node)) {
    const attributes = around.type === 'function_item' || around.type === 'mod_item' ? before(around) : '';
    if (/#\[(?:cfg\(test\)|test\b|tokio::test|ignore\b)/.test(attributes)) return true;
    const condition = around.type === 'if_expression' ? around.childForFieldName('condition') : null;
    const decides = condition !== null && /\benv::|cfg!\(|\benabled\b/.test(condition.text.slice(0, 500));
    if (decides && !isInside(node, condition)) return true;
    if (around.type === 'match_arm') return true;
  }
  return false;
}

/** Attributes that stand before an item. */
function before(item: SyntaxNode): string {
  const texts: string[] = [];
  for (let at = item.previousNamedSibling; at?.type === 'attribute_item'; at = at.previousNamedSibling)
    texts.push(at.text.slice(0, 200));
  return texts.join('\n');
}
