import type { ContractDocument } from '../formats/format.ts';
import { isTestPath, isVendoredPath } from '../formats/code-paths.ts';
import { own } from './at.ts';
import { pairSchemas } from './graphql/pair-schemas.ts';

/** Contracts of one side by path; fragments that only others refer to are among them. */
export type Contracts = ReadonlyMap<string, ContractDocument>;

export interface NamedContract {
  readonly path: string;
  readonly contract: ContractDocument;
}

export interface ContractPair {
  readonly old: NamedContract;
  readonly new: NamedContract;
}

export interface PairedContracts {
  readonly pairs: readonly ContractPair[];
  readonly removed: readonly NamedContract[];
}

/**
 * Which contract became which: by path, by the rename that git saw, and for those
 * left by their name without its ending, by their title, by what they offer.
 * Contracts of tests and of other people's code are nobody's promise.
 */
export function pairContracts(
  base: Contracts,
  head: Contracts,
  renamed: ReadonlyMap<string, string>,
): PairedContracts {
  const schemas = pairSchemas(schemasOf(base), schemasOf(head), renamed);
  const left = new Map(promised(head));
  const pairs: { old: NamedContract; new: NamedContract }[] = [...schemas.pairs];
  const gone: NamedContract[] = [];
  for (const [path, contract] of promised(base)) {
    const target = renamed.get(path) ?? path;
    const found = left.get(target);
    const other = found?.dialect === contract.dialect ? found : undefined;
    if (other) left.delete(target);
    if (other) pairs.push({ old: { path, contract }, new: { path: target, contract: other } });
    else gone.push({ path, contract });
  }
  const removed = gone.filter((old) => {
    const found = likenesses
      .map((isLike) =>
        [...left].find(
          ([path, contract]) => contract.dialect === old.contract.dialect && isLike(old, { path, contract }),
        ),
      )
      .find((match) => match !== undefined);
    if (!found) return true;
    left.delete(found[0]);
    pairs.push({ old, new: { path: found[0], contract: found[1] } });
    return false;
  });
  return { pairs, removed: [...removed, ...schemas.removed] };
}

function promised(contracts: Contracts): readonly [string, ContractDocument][] {
  return ours(contracts).filter(([, { dialect }]) => dialect !== 'graphql');
}

/** Many files of them are one schema. */
function schemasOf(contracts: Contracts): Contracts {
  return new Map(ours(contracts).filter(([, { dialect }]) => dialect === 'graphql'));
}

function ours(contracts: Contracts): readonly [string, ContractDocument][] {
  return [...contracts]
    .filter(
      ([path, { version, stated }]) =>
        stated !== undefined || (version !== '' && !isTestPath(path) && !isVendoredPath(path)),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const likenesses: readonly ((old: NamedContract, next: NamedContract) => boolean)[] = [
  (old, next) => stem(old.path) === stem(next.path),
  (old, next) => titleOf(old) !== undefined && titleOf(old) === titleOf(next),
  (old, next) => shareOfPaths(old, next) >= 0.5,
];

function stem(path: string): string {
  return path.replace(/\.(?:json|ya?ml)$/i, '');
}

function titleOf({ contract }: NamedContract): unknown {
  return own(own(contract.document, 'info'), 'title');
}

function shareOfPaths(old: NamedContract, next: NamedContract): number {
  const before = Object.keys(own(old.contract.document, 'paths') ?? {});
  const after = new Set(Object.keys(own(next.contract.document, 'paths') ?? {}));
  if (before.length === 0) return 0;
  return before.filter((path) => after.has(path)).length / Math.max(before.length, after.size);
}
