import type { Declaration, Fact } from '../../system/facts.ts';
import { items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { isVariableName } from '../supplied-value.ts';
import type { ValueLanguage } from '../supplied-value.ts';
import { field } from './fields.ts';

/** Variables of a unit, and why there may be more. */
export interface UnitVariables {
  readonly facts: readonly Fact[];
  readonly open: readonly string[];
}

const nothing: UnitVariables = { facts: [], open: [] };

/** `environment: [{ name, value }]` */
export function readEnvironmentList(
  list: Node | undefined,
  unit: string,
  { valueOf }: ValueLanguage,
): UnitVariables {
  if (!list) return nothing;
  const facts = items(list).flatMap((item): readonly Declaration[] => {
    const name = textOf(field(item, 'name')) ?? textOf(field(item, 'key'));
    if (!isVariableName(name)) return [];
    return [{ ...supplied(name, item.line, unit), ...valueOf(field(item, 'value')) }];
  });
  return { facts, open: openReasons(list, 'environment', facts.length) };
}

/** `secrets: [{ name, valueFrom }]`: what stands in a store must be there before the container starts. */
export function readSecretList(
  list: Node | undefined,
  unit: string,
  { entryOf }: ValueLanguage,
): UnitVariables {
  if (!list) return nothing;
  const facts = items(list).flatMap((item): readonly Fact[] => {
    const name = textOf(field(item, 'name'));
    if (!isVariableName(name)) return [];
    return secretFacts(name, item.line, unit, entryOf(field(item, 'valueFrom')));
  });
  return { facts, open: openReasons(list, 'secrets', facts.length) };
}

/** A variable that is filled from a store. */
export function secretFacts(
  variable: string,
  line: number,
  unit: string | undefined,
  entry: ReturnType<ValueLanguage['entryOf']>,
): readonly Fact[] {
  const owner = unit === undefined ? {} : { unit };
  const declared: Declaration = { ...supplied(variable, line, unit), from: 'secret' };
  if (!entry) return [declared];
  return [declared, { kind: 'store-entry', line, role: 'needed', variable, ...owner, ...entry }];
}

export function supplied(name: string, line: number, unit: string | undefined): Declaration {
  const owner = unit === undefined ? {} : { unit };
  return { kind: 'declaration', line, name, role: 'supplied', phase: 'run', ...owner };
}

/** A list that the file does not tell, or not wholly. */
function openReasons(list: Node, what: string, found: number): readonly string[] {
  if (list.kind === 'scalar') return list.value === null ? [] : [`${what} of an expression`];
  return list.tag === undefined && (list.kind !== 'list' || found >= list.items.length)
    ? []
    : [`${what} of an expression`];
}
