import { compareContracts } from '../../contracts/openapi/compare-contracts.ts';
import type { ContractComparison, ContractSource } from '../../contracts/openapi/compare-contracts.ts';
import type { ContractChange } from '../../contracts/change.ts';
import { pairContracts } from '../../contracts/pair-contracts.ts';
import type { Contracts, NamedContract, PairedContracts } from '../../contracts/pair-contracts.ts';
import { plain } from '../../report/text.ts';
import type { Change, System } from '../../system/system.ts';

/** A change of a contract, and the contract (as it is called at head) in which it was found first. */
export interface FoundChange {
  readonly contract: string;
  readonly change: ContractChange;
}

const known = new WeakMap<Change, readonly FoundChange[]>();

/**
 * What changed in the contracts of a change and is not compatible, each change
 * once, however many contracts share the file it stands in.
 */
export function contractChanges(change: Change): readonly FoundChange[] {
  const before = known.get(change);
  if (before) return before;
  const found = new Map<string, FoundChange>();
  for (const { path, comparison } of compareAll(change)) {
    for (const one of comparison.changes) {
      if (one.level === 'compatible') continue;
      const key = [one.kind, spot(one.old), spot(one.new), plain(one.title)].join('\0');
      const other = found.get(key);
      const operations = [...new Set([...(other?.change.operations ?? []), ...one.operations])];
      found.set(key, { contract: other?.contract ?? path, change: { ...one, operations } });
    }
  }
  const changes = [...found.values()];
  known.set(change, changes);
  return changes;
}

/** Contracts that base has and head has not, under any name. */
export function removedContracts(change: Change): readonly NamedContract[] {
  return paired(change).removed.filter(({ path }) => !change.head.tree.has(path));
}

function compareAll(change: Change): readonly { path: string; comparison: ContractComparison }[] {
  const { pairs } = paired(change);
  const options = change.today === undefined ? {} : { today: change.today };
  return pairs.map(({ old, new: next }) => ({
    path: next.path,
    comparison: compareContracts(sourceOf(change.base, old), sourceOf(change.head, next), options),
  }));
}

function paired({ base, head, files }: Change): PairedContracts {
  const renamed = new Map(files.flatMap(({ path, from }) => (from === undefined ? [] : [[from, path]])));
  return pairContracts(contractsOf(base), contractsOf(head), renamed);
}

function contractsOf({ files }: System): Contracts {
  return new Map([...files].flatMap(([path, { contract }]) => (contract ? [[path, contract]] : [])));
}

function sourceOf({ files }: System, { path, contract }: NamedContract): ContractSource {
  return { path, contract, resolve: (other) => files.get(other)?.contract };
}

function spot(at: ContractChange['old']): string {
  return at ? `${at.path}#${at.pointer}` : '';
}
