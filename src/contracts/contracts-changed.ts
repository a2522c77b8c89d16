import type { PartialGap } from '../formats/format.ts';
import { own } from './at.ts';
import type { CalledOperation } from './callers/called-operation.ts';
import { compareOnce } from './compare-once.ts';
import { schemaOf } from './graphql/compare-graphql.ts';
import type { ChangedSchema } from './graphql/uses-in.ts';
import { Documents } from './documents.ts';
import type { ContractComparison } from './openapi/compare-contracts.ts';
import { listOperations } from './openapi/list-operations.ts';
import { pathShape } from './openapi/paths.ts';
import { pairContracts } from './pair-contracts.ts';
import type { Contracts, NamedContract } from './pair-contracts.ts';

export interface ContractsChanged {
  /** operations that were removed, renamed or changed in a way that is not compatible */
  readonly operations: readonly CalledOperation[];
  /** GraphQL schemas that no longer have what operations may hold */
  readonly schemas: readonly ChangedSchema[];
  /** references that lead nowhere, contracts that are too entangled */
  readonly gaps: readonly { readonly path: string; readonly gap: PartialGap }[];
}

/** Which operations a change of contracts brings into play, and what could not be compared. */
export function contractsChanged(
  base: Contracts,
  head: Contracts,
  renamed: ReadonlyMap<string, string>,
  today?: string,
): ContractsChanged {
  const operations = new Map<string, CalledOperation>();
  const schemas: ChangedSchema[] = [];
  const gaps: { path: string; gap: PartialGap }[] = [];
  for (const pair of pairContracts(base, head, renamed).pairs) {
    const { old, new: next } = pair;
    const comparison = compareOnce(base, head, pair, today);
    for (const gap of comparison.gaps) gaps.push({ path: next.path, gap });
    const coordinates = new Set(comparison.changes.flatMap((change) => change.coordinates ?? []));
    if (coordinates.size > 0) {
      const [before, after] = [schemaOf(old.contract.document), schemaOf(next.contract.document)];
      schemas.push({ before, after, coordinates });
    }
    for (const operation of touched(comparison, old)) operations.set(operation.name, operation);
  }
  return { operations: [...operations.values()], schemas, gaps };
}

/** As callers know them: by the path and the operationId of the old contract. */
function touched(comparison: ContractComparison, old: NamedContract): readonly CalledOperation[] {
  const names = new Set(
    comparison.changes.flatMap(({ level, operations }) => (level === 'compatible' ? [] : operations)),
  );
  if (names.size === 0) return [];
  const documents = new Documents(old.path, old.contract.document, () => undefined);
  const all = listOperations(documents);
  const atPath = new Map<string, number>();
  for (const { path } of all) atPath.set(pathShape(path), (atPath.get(pathShape(path)) ?? 0) + 1);
  return all
    .filter(({ name }) => names.has(name))
    .map(({ name, method, path, prefixes, at }) => {
      const id = own(at.node, 'operationId');
      const alone = atPath.get(pathShape(path)) === 1;
      return { name, method, path, prefixes, alone, ...(typeof id === 'string' ? { operationId: id } : {}) };
    });
}
