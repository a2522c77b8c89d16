import type { ContractChange, Spot } from '../../contracts/change.ts';
import { compareOnce } from '../../contracts/compare-once.ts';
import type { ContractComparison } from '../../contracts/openapi/compare-contracts.ts';
import { pairContracts } from '../../contracts/pair-contracts.ts';
import type { NamedContract } from '../../contracts/pair-contracts.ts';
import type { Opinion } from '../../contracts/second-opinion/second-opinion.ts';
import type { ProtobufPolicy } from '../../contracts/protobuf/policy.ts';
import { plain } from '../../report/text.ts';
import { losesServices } from '../../contracts/protobuf/services-lost.ts';
import { contractsOf } from '../../system/contracts.ts';
import { foldInlined } from './fold-inlined.ts';
import type { Change, System } from '../../system/system.ts';

/** A change of a contract, and the contract (as it is called at head) in which it was found first. */
export interface FoundChange {
  readonly contract: string;
  readonly change: ContractChange;
  /** where the same change was made in other contracts, at head */
  readonly copies: readonly Spot[];
}

interface ComparedPair {
  readonly old: NamedContract;
  readonly new: NamedContract;
  readonly comparison: ContractComparison;
}

interface Compared {
  readonly pairs: readonly ComparedPair[];
  readonly removed: readonly NamedContract[];
}

/** Several rules ask about the same change; a change is known by its head and the day. */
const known = new WeakMap<System, Compared & Pick<Change, 'base' | 'today'>>();

function compared(change: Change): Compared {
  const { base: baseSystem, head: headSystem, today, protobuf } = change;
  const before = known.get(headSystem);
  if (before && before.base === baseSystem && before.today === today) return before;
  const [base, head] = [contractsOf(baseSystem), contractsOf(headSystem)];
  const { pairs, removed } = pairContracts(base, head, renamesOf(change));
  const result: Compared = {
    pairs: pairs.map((pair) => ({ ...pair, comparison: compareOnce(base, head, pair, today, protobuf) })),
    // A schema file that is gone may have been anybody's; a description of an API was a promise.
    removed: removed.filter(
      ({ path, contract }) =>
        contract.dialect !== 'json-schema' &&
        contract.dialect !== 'avro' &&
        !headSystem.tree.has(path) &&
        (contract.dialect !== 'protobuf' ||
          isPromised(protobuf?.(path)) ||
          losesServices({ path, contract }, head, headSystem.tree)),
    ),
  };
  known.set(headSystem, { ...result, base: baseSystem, ...(today === undefined ? {} : { today }) });
  return result;
}

/** Somebody said that each `.proto` file stays where it is. */
function isPromised(policy: ProtobufPolicy | undefined): boolean {
  return policy?.category === 'FILE' && policy.isChosen && !policy.except.has('FILE_NO_DELETE');
}

/**
 * What changed in the contracts of a change and is not compatible, each change
 * once: contracts may share the file it stands in, be copies of each other
 * (`swagger.json` beside `swagger.yaml`), or one be bundled from the other.
 */
export function contractChanges(change: Change): readonly FoundChange[] {
  const found: FoundChange[] = [];
  const places = new Map<string, number>();
  for (const { new: next, comparison } of inOrder(compared(change).pairs)) {
    const before = found.length;
    for (const one of comparison.changes) {
      if (one.level === 'compatible') continue;
      const said = [one.kind, one.direction, plain(one.title)].join('\0');
      const index = places.get(said) ?? before;
      const other = found[index];
      if (other && index < before) found[index] = withCopy(other, one, next.path);
      else {
        places.set(said, found.length);
        found.push({ contract: next.path, change: one, copies: [] });
      }
    }
  }
  return foldInlined(found);
}

/** What people write before what is made of it. */
function inOrder(pairs: readonly ComparedPair[]): readonly ComparedPair[] {
  const isMade = ({ new: { path } }: ComparedPair): boolean => /generated|bundle|dist/i.test(path);
  return [...pairs].sort((a, b) => Number(isMade(a)) - Number(isMade(b)));
}

function withCopy(known: FoundChange, one: ContractChange, contract: string): FoundChange {
  const operations = [...new Set([...known.change.operations, ...one.operations])];
  const copy = one.new ?? { path: contract, pointer: '' };
  const isNew = ![known.change.new, ...known.copies].some((at) => at?.path === copy.path);
  return {
    contract: known.contract,
    change: { ...known.change, operations },
    copies: isNew ? [...known.copies, copy] : known.copies,
  };
}

/** Contracts that base has and head has not, under any name. */
export function removedContracts(change: Change): readonly NamedContract[] {
  return compared(change).removed;
}

/** The change with what openapi-diff says about its contracts; asked only where there are any. */
export async function withOpinions(change: Change): Promise<Change> {
  const { pairs } = compared(change);
  if (pairs.length === 0) return change;
  const { secondOpinion } = await import('../../contracts/second-opinion/second-opinion.ts');
  const opinions: Opinion[] = [];
  for (const pair of pairs) opinions.push(...(await secondOpinion(pair)));
  return { ...change, opinions };
}

function renamesOf({ files }: Change): ReadonlyMap<string, string> {
  return new Map(files.flatMap(({ path, from }) => (from === undefined ? [] : [[from, path]])));
}
