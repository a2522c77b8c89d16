import type { Declaration, Read } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import type { Naming } from '../tree-sitter/naming.ts';
import { isField, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { combineUses, guarded, strengthOf } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { guardsIn } from './guards.ts';
import { handlingOf } from './handling.ts';
import { helperReadsOf } from './helper-calls.ts';
import { argumentsOf, literalText, literalValue, namingOf } from './names.ts';
import { callsOf } from './wrappers.ts';
import type { Wrapper } from './wrappers.ts';

/** A wrapper that calls a wrapper that calls a wrapper. */
const mostRounds = 3;

/** All that a file takes from the environment, and what it puts there. */
export function readsOf(syntax: Syntax): readonly (Read | Declaration)[] {
  const found: Read[] = [];
  const guards = guardsIn(syntax);
  let wrappers: Wrapper[] = [];
  const add = (naming: Naming, node: SyntaxNode, use: Use, via: string): void => {
    if (naming.kind === 'parameter') {
      wrappers.push({ owner: naming.owner, index: naming.index, use, via });
      return;
    }
    const names = naming.kind === 'names' ? naming.names : [{ name: naming.prefix, line: lineOf(node) }];
    for (const { name, line } of names) {
      const isSafe = use.handling === 'asserted' && guards.cover(node, name, use);
      const strength =
        naming.kind === 'prefix' ? { strength: 'prefix' as const } : strengthOf(isSafe ? guarded : use);
      found.push({ kind: 'read', name, line, phase: 'run', via, ...strength });
    }
  };
  for (const call of [...callsOn('Getenv', syntax), ...callsOn('LookupEnv', syntax)]) {
    const via = call.childForFieldName('function')?.text ?? '';
    add(namingOf(argumentsOf(call)[0] ?? null, syntax), call, handlingOf(call, syntax), via);
  }
  for (let round = 0; round < mostRounds && wrappers.length > 0; round += 1) {
    const current = wrappers;
    wrappers = [];
    for (const wrapper of merge(current)) {
      for (const call of callsOf(wrapper, syntax))
        add(call.naming, call.node, call.own ?? handlingOf(call.node, syntax), wrapper.via);
    }
  }
  found.push(...expansionsOf(syntax));
  const known = new Set(found.map(({ line, name }) => `${line} ${name}`));
  found.push(...helperReadsOf(syntax).filter(({ line, name }) => !known.has(`${line} ${name}`)));
  return [...found, ...suppliesOf(syntax)];
}

/** Calls of a function of `os` or `syscall`. */
function* callsOn(name: string, syntax: Syntax): Generator<SyntaxNode> {
  for (const node of syntax.words(name)) {
    const callee = node.parent;
    if (callee?.type !== 'selector_expression') {
      syntax.noteBroken(node);
      continue;
    }
    const isOs = /^(os|syscall|goos|stdos)$/.test(callee.childForFieldName('operand')?.text ?? '');
    if (isOs && callee.parent?.type === 'call_expression' && isField(callee, 'function')) yield callee.parent;
  }
}

/** `os.ExpandEnv("$A/${B}")`, `os.Expand("$A", os.Getenv)`. */
function expansionsOf(syntax: Syntax): readonly Read[] {
  return ['ExpandEnv', 'Expand'].flatMap((name) =>
    [...callsOn(name, syntax)].flatMap((call) => {
      const [first = null, second] = argumentsOf(call);
      if (!first || (name === 'Expand' && second?.text !== 'os.Getenv')) return [];
      const names = (literalText(first) ?? '').matchAll(/\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g);
      return [...names].map((match): Read => ({
        kind: 'read',
        name: match[1] ?? match[2] ?? '',
        line: lineOf(first),
        strength: 'guarded',
        phase: 'run',
        via: `os.${name}`,
      }));
    }),
  );
}

function suppliesOf(syntax: Syntax): readonly Declaration[] {
  return [...callsOn('Setenv', syntax)].flatMap((call): readonly Declaration[] => {
    const [first = null, second = null] = argumentsOf(call);
    const naming = namingOf(first, syntax);
    const value = literalValue(second);
    const given = value === undefined ? { from: 'expression' as const } : { value: shapeOf(value) };
    if (naming.kind !== 'names') return [];
    const at = { phase: 'run', line: lineOf(call) } as const;
    return naming.names.map(({ name }) => ({ kind: 'declaration', name, role: 'supplied', ...at, ...given }));
  });
}

/** A wrapper may look at the variable more than once. */
function merge(wrappers: readonly Wrapper[]): Iterable<Wrapper> {
  const merged = new Map<string, Wrapper>();
  for (const wrapper of wrappers) {
    const key = `${wrapper.owner.id} ${wrapper.index}`;
    const other = merged.get(key);
    merged.set(key, other ? { ...other, use: combineUses([other.use, wrapper.use]) } : wrapper);
  }
  return merged.values();
}
