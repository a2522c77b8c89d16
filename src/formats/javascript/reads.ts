import type { Declaration, Read } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { combineUses, direct, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { accessesOf } from './access.ts';
import type { Access } from './access.ts';
import { conditionOf } from './condition.ts';
import { helperReadsOf } from './helper-calls.ts';
import type { Environment } from './environment.ts';
import { defaultedBy, literalValue } from './fallback.ts';
import { foundRead } from './found-read.ts';
import type { FoundRead } from './found-read.ts';
import { guardsIn } from './guards.ts';
import { handlingOf } from './handling.ts';
import { handlingOfBinding } from './look-ahead.ts';
import type { Naming } from '../tree-sitter/naming.ts';
import { callsOf } from './wrappers.ts';
import type { Wrapper } from './wrappers.ts';

/** Vite defines these itself. */
const builtIn = /^(MODE|DEV|PROD|SSR|BASE_URL)$/;

/** Other spellings (`npm_package_version`, `verbose`) are rarely there to be relied on. */
const conventional = /^[A-Z][A-Z0-9_]*$/;

/** A switch that is absent is off. */
const isSwitch = /^(?:IS|HAS|ENABLE|DISABLE|SKIP|ALLOW|DEBUG)_|_(?:ENABLED?|DISABLED?)$|^(?:DEBUG|VERBOSE)$/;

/** A wrapper that calls a wrapper that calls a wrapper. */
const mostRounds = 3;

/** All that a file takes from the environment by the language's own means, and what it puts there. */
export function readsOf(
  environments: readonly Environment[],
  syntax: Syntax,
  path: string,
): readonly (Read | Declaration)[] {
  const found: FoundRead[] = [];
  const supplies: Declaration[] = [];
  const guards = guardsIn(syntax);
  let wrappers: Wrapper[] = [];
  const add = (naming: Naming, node: SyntaxNode, use: Use, idiom: Pick<Read, 'via' | 'phase'>): void => {
    if (naming.kind === 'parameter') {
      wrappers.push({ owner: naming.owner, index: naming.index, use, idiom });
      return;
    }
    const names = naming.kind === 'names' ? naming.names : [{ name: naming.prefix, line: lineOf(node) }];
    for (const { name, line } of names) {
      if (idiom.via === 'import.meta.env' && builtIn.test(name)) continue;
      const settled = use.handling !== 'guarded' && guards.cover(node, name, use) ? guarded : use;
      const { read } = foundRead(name, line, settled, idiom, path);
      found.push({ read: naming.kind === 'prefix' ? { ...read, strength: 'prefix' } : read, use: settled });
    }
  };
  for (const environment of environments) {
    for (const access of accessesOf(environment, syntax)) {
      if (access.kind === 'supply') supplies.push(...suppliesOf(access));
      else add(access.naming, access.node, useOf(access, syntax), environment);
    }
  }
  for (let round = 0; round < mostRounds && wrappers.length > 0; round += 1) {
    const current = wrappers;
    wrappers = [];
    for (const wrapper of merge(current)) {
      for (const call of callsOf(wrapper, syntax))
        add(call.naming, call.node, call.own ?? handlingOf(call.node, syntax), wrapper.idiom);
    }
  }
  const known = new Set(found.map(({ read }) => `${read.line} ${read.name}`));
  found.push(
    ...helperReadsOf(syntax, guards, path).filter(({ read }) => !known.has(`${read.line} ${read.name}`)),
  );
  return [...settle(found), ...supplies];
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

/** A file that tests a variable in one place knows that it may be absent in the others. */
function settle(found: readonly FoundRead[]): readonly Read[] {
  const tested = new Set<string>();
  for (const { read, use } of found) if (use.handling === 'guarded') tested.add(read.name);
  return found.map(({ read, use }) => {
    if (read.strength !== 'required' || use.handling === 'asserted') return read;
    const mayBeAbsent = tested.has(read.name) || !conventional.test(read.name) || isSwitch.test(read.name);
    return mayBeAbsent ? { ...read, strength: 'guarded' } : read;
  });
}

function useOf(access: Access, syntax: Syntax): Use {
  if (access.kind === 'test') return conditionOf(access.node) ?? guarded;
  if (access.kind === 'value') return handlingOf(access.node, syntax);
  if (access.fallback) return defaultedBy(access.fallback);
  const from = access.node.parent;
  return from ? handlingOfBinding(access.node, from, syntax, (node) => handlingOf(node, syntax, 1)) : direct;
}

function suppliesOf({ naming, assigned, node, environment }: Access): readonly Declaration[] {
  if (naming.kind !== 'names') return [];
  const value = assigned ? literalValue(assigned) : undefined;
  return naming.names.map(({ name }) => ({
    kind: 'declaration',
    name,
    role: 'supplied',
    phase: environment.phase,
    line: lineOf(node),
    ...(value === undefined ? { from: 'expression' as const } : { value: shapeOf(value) }),
  }));
}
