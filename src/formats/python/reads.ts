import type { Declaration, Read } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import type { Naming } from '../tree-sitter/naming.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, combineUses, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { accessesOf } from './access.ts';
import type { Access } from './access.ts';
import { conditionOf } from './condition.ts';
import { environmentsOf } from './environment.ts';
import { foundRead, phaseAt } from './found-read.ts';
import type { FoundRead } from './found-read.ts';
import { guardsIn, isCaught, isTryOut } from './guards.ts';
import { defaultedBy, handlingOf } from './handling.ts';
import { helperReadsOf } from './helper-calls.ts';
import { literalValue } from './names.ts';
import { callsOf } from './wrappers.ts';
import type { Wrapper } from './wrappers.ts';

/** A wrapper that calls a wrapper that calls a wrapper. */
const mostRounds = 3;

/** All that a file takes from the environment by the standard library, and what it puts there. */
export function readsOf(syntax: Syntax, path: string): readonly (Read | Declaration)[] {
  const found: FoundRead[] = [];
  const supplies: Declaration[] = [];
  const guards = guardsIn(syntax);
  let wrappers: Wrapper[] = [];
  const add = (naming: Naming, node: SyntaxNode, use: Use, via: string): void => {
    if (naming.kind === 'parameter') {
      wrappers.push({ owner: naming.owner, index: naming.index, use, via });
      return;
    }
    const names = naming.kind === 'names' ? naming.names : [{ name: naming.prefix, line: lineOf(node) }];
    for (const { name, line } of names) {
      const isNeeded = use.handling === 'asserted' || use.handling === 'direct';
      const isSafe = isNeeded && (isTryOut(node, path) || guards.cover(node, name, use));
      const { read, use: settled } = foundRead(name, line, isSafe ? guarded : use, via, path);
      found.push({ read: naming.kind === 'prefix' ? { ...read, strength: 'prefix' } : read, use: settled });
    }
  };
  for (const environment of environmentsOf(syntax)) {
    for (const access of accessesOf(environment, syntax)) {
      if (access.kind === 'supply') supplies.push(...suppliesOf(access, path));
      else add(access.naming, access.node, useOf(access, syntax), access.via);
    }
  }
  for (let round = 0; round < mostRounds && wrappers.length > 0; round += 1) {
    const current = wrappers;
    wrappers = [];
    for (const wrapper of merge(current)) {
      for (const call of callsOf(wrapper, syntax))
        add(call.naming, call.node, call.own ?? handlingOf(call.node, syntax), wrapper.via);
    }
  }
  const known = new Set(found.map(({ read }) => `${read.line} ${read.name}`));
  found.push(...helperReadsOf(syntax, path).filter(({ read }) => !known.has(`${read.line} ${read.name}`)));
  return [...settle(found), ...supplies];
}

function useOf(access: Access, syntax: Syntax): Use {
  if (access.kind === 'test') return conditionOf(access.node, testsAbsence(access.node)) ?? guarded;
  if (access.kind === 'item') return isCaught(access.node) ? guarded : asserted;
  const { fallback } = access;
  if (!fallback || fallback.type === 'none') return handlingOf(access.node, syntax);
  const use = defaultedBy(fallback);
  // `os.getenv("X", "")` may still be refused: `if x == "": raise`.
  const after = literalValue(fallback) === '' ? handlingOf(access.node, syntax) : use;
  return after.handling === 'asserted' ? after : use;
}

/** `"X" not in os.environ` holds when the variable is absent. */
function testsAbsence(comparison: SyntaxNode): boolean {
  return comparison.children.some((child) => child.type === 'not in');
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

/** A file that tests a variable in one place knows that it may be absent where it only uses it. */
function settle(found: readonly FoundRead[]): readonly Read[] {
  const tested = new Set<string>();
  for (const { read, use } of found) if (use.handling === 'guarded') tested.add(read.name);
  return found.map(({ read, use }) =>
    read.strength === 'required' && use.handling === 'direct' && tested.has(read.name)
      ? { ...read, strength: 'guarded' }
      : read,
  );
}

function suppliesOf({ naming, assigned, node }: Access, path: string): readonly Declaration[] {
  if (naming.kind !== 'names') return [];
  const value = literalValue(assigned ?? null);
  return naming.names.map(({ name }) => ({
    kind: 'declaration',
    name,
    role: 'supplied',
    phase: phaseAt(path),
    line: lineOf(node),
    ...(value === undefined ? { from: 'expression' as const } : { value: shapeOf(value) }),
  }));
}
