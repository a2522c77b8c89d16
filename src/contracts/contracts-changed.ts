import type { PartialGap } from '../formats/format.ts';
import { own } from './at.ts';
import type { CalledOperation } from './callers/called-operation.ts';
import { Documents } from './documents.ts';
import { compareContracts } from './openapi/compare-contracts.ts';
import type { ContractComparison, ContractSource } from './openapi/compare-contracts.ts';
import { listOperations } from './openapi/list-operations.ts';
import { pairContracts } from './pair-contracts.ts';
import type { Contracts, NamedContract } from './pair-contracts.ts';

export interface ContractsChanged {
  /** operations that were removed, renamed or changed in a way that is not compatible */
  readonly operations: readonly CalledOperation[];
  /** references that lead nowhere, contracts that are too entangled */
  readonly gaps: readonly { readonly path: string; readonly gap: PartialGap }[];
}

/** Which operations a change of contracts brings into play, and what could not be compared. */
export function contractsChanged(
  base: Contracts,
  head: Contracts,
  renamed: ReadonlyMap<string, string>,
): ContractsChanged {
  const operations = new Map<string, CalledOperation>();
  const gaps: { path: string; gap: PartialGap }[] = [];
  for (const { old, new: next } of pairContracts(base, head, renamed).pairs) {
    const comparison = compareContracts(sourceIn(base, old), sourceIn(head, next));
    for (const gap of comparison.gaps) gaps.push({ path: next.path, gap });
    for (const operation of touched(comparison, old)) operations.set(operation.name, operation);
  }
  return { operations: [...operations.values()], gaps };
}

/** A contract among the files of its commit. */
export function sourceIn(contracts: Contracts, { path, contract }: NamedContract): ContractSource {
  return { path, contract, resolve: (other) => contracts.get(other) };
}

/** As callers know them: by the path and the operationId of the old contract. */
function touched(comparison: ContractComparison, old: NamedContract): readonly CalledOperation[] {
  const names = new Set(
    comparison.changes.flatMap(({ level, operations }) => (level === 'compatible' ? [] : operations)),
  );
  if (names.size === 0) return [];
  const documents = new Documents(old.path, old.contract.document, () => undefined);
  return listOperations(documents)
    .filter(({ name }) => names.has(name))
    .map(({ name, method, path, prefixes, at }) => {
      const id = own(at.node, 'operationId');
      return { name, method, path, prefixes, ...(typeof id === 'string' ? { operationId: id } : {}) };
    });
}
