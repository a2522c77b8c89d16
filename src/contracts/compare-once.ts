import type { ContractDocument } from '../formats/format.ts';
import { compareAvro } from './avro/compare-avro.ts';
import { compareAsyncApi } from './asyncapi/compare-asyncapi.ts';
import { compareGraphql } from './graphql/compare-graphql.ts';
import { compareJsonSchema } from './json-schema/compare-json-schema.ts';
import { compareContracts } from './openapi/compare-contracts.ts';
import type { ProtobufPolicies } from './protobuf/policy.ts';
import { compareProtobuf } from './protobuf/compare-protobuf.ts';
import type { ContractComparison } from './openapi/compare-contracts.ts';
import type { ContractPair, Contracts, NamedContract } from './pair-contracts.ts';

interface Known {
  readonly old: ContractDocument;
  readonly today: string | undefined;
  readonly comparison: ContractComparison;
}

/** By the language that a contract is written in. */
const comparators = {
  openapi: compareContracts,
  asyncapi: compareAsyncApi,
  'json-schema': compareJsonSchema,
  avro: compareAvro,
  graphql: compareGraphql,
  protobuf: compareProtobuf,
} as const;

const known = new WeakMap<ContractDocument, Known>();

/**
 * Compares two contracts among the files of their commits. The search for callers and the rules ask for
 * the same pair; the answer is kept where it came from the two documents alone.
 *
 * @param today ISO day against which announced removals are held
 * @param policies what is promised of `.proto` files, by their path at base
 * @param isExcerpt the files may be a part of what clients see
 */
export function compareOnce(
  base: Contracts,
  head: Contracts,
  { old, new: next }: ContractPair,
  today?: string,
  policies?: ProtobufPolicies,
  isExcerpt = false,
): ContractComparison {
  const before = known.get(next.contract);
  if (before?.old === old.contract && before.today === today) return before.comparison;
  let isAlone = true;
  const source = (contracts: Contracts, { path, contract }: NamedContract) => ({
    path,
    contract,
    resolve: (other: string) => {
      isAlone = false;
      return contracts.get(other);
    },
    all: () => {
      isAlone = false;
      return contracts;
    },
  });
  const protobuf = policies?.(old.path);
  const options = {
    ...(today === undefined ? {} : { today }),
    ...(protobuf ? { protobuf } : {}),
    isExcerpt,
  };
  const compare = comparators[next.contract.dialect];
  const comparison = compare(source(base, old), source(head, next), options);
  if (isAlone) known.set(next.contract, { old: old.contract, today, comparison });
  return comparison;
}
