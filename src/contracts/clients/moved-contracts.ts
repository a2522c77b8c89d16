import type { ContractDocument } from '../../formats/format.ts';
import { referencedFiles } from '../../formats/openapi/references.ts';
import { isSchemaDocument } from '../graphql/model.ts';
import { pairContracts } from '../pair-contracts.ts';
import type { Contracts, ContractPair, NamedContract } from '../pair-contracts.ts';
import { contractParts } from './contract-shape.ts';
import type { ContractPart } from './contract-shape.ts';
import type { ClientDialect } from './generated-by.ts';

/** A contract that changed in what generators look at. */
export interface MovedContract {
  readonly path: string;
  readonly dialect: ClientDialect;
  /** of its files, at base, one that changed */
  readonly from: string;
  readonly before: readonly ContractPart[];
  readonly after: readonly ContractPart[];
}

/**
 * Contracts that base and head have and whose operations, types or fields differ.
 *
 * @param files of the change, under both names
 * @param renamed names at head by those at base
 */
export function movedContracts(
  base: Contracts,
  head: Contracts,
  files: ReadonlySet<string>,
  renamed: ReadonlyMap<string, string>,
): readonly MovedContract[] {
  return pairContracts(base, head, renamed).pairs.flatMap((pair) => movedOf(pair, base, head, files));
}

function movedOf(
  { old, new: next }: ContractPair,
  before: Contracts,
  after: Contracts,
  touched: ReadonlySet<string>,
): readonly MovedContract[] {
  const { dialect } = next.contract;
  if (dialect !== 'openapi' && dialect !== 'graphql' && dialect !== 'protobuf') return [];
  const [was, is] = [documentsOf(old, before), documentsOf(next, after)];
  const from = [...filesOf(was)].find((path) => touched.has(path));
  if (from === undefined) return [];
  const [first, second] = [contractParts(was), contractParts(is)];
  const keys = new Set(first.map(({ kind, key, signature }) => `${kind} ${key} ${signature}`));
  const isSame =
    first.length === second.length &&
    second.every(({ kind, key, signature }) => keys.has(`${kind} ${key} ${signature}`));
  return isSame ? [] : [{ path: next.path, dialect, from, before: first, after: second }];
}

/** The files that a contract is spread over. */
function documentsOf(
  { path, contract }: NamedContract,
  all: Contracts,
): ReadonlyMap<string, ContractDocument> {
  const found = new Map([[path, contract]]);
  const open = contract.dialect === 'openapi' ? [path] : [];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const other of referencedFiles(from, found.get(from)?.document)) {
      const document = all.get(other);
      if (!document || found.has(other)) continue;
      found.set(other, document);
      open.push(other);
    }
  }
  return found;
}

/** A schema of many files says itself which ones. */
function filesOf(documents: ReadonlyMap<string, ContractDocument>): readonly string[] {
  return [...documents].flatMap(([path, { document }]) =>
    isSchemaDocument(document) ? document.parts.map((part) => part.path) : [path],
  );
}
