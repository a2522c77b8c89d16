import { UserError } from '../errors.ts';
import type { ContractDocument, PartialGap } from '../formats/format.ts';
import { formats } from '../formats/index.ts';
import { readFragments } from '../system/contract-files.ts';
import { FileReader } from '../system/file-reader.ts';
import type { Outcome } from '../system/file-reader.ts';
import type { Contracts } from '../contracts/pair-contracts.ts';
import type { ContractSide } from './contract-side.ts';

/** A contract with the files that it is spread over. */
export interface LoadedContract {
  readonly path: string;
  readonly contract: ContractDocument;
  /** by path, the contract itself among them */
  readonly all: Contracts;
  readonly gaps: readonly (PartialGap & { readonly path: string })[];
}

/** Bytes of the largest file that any format of contracts reads. */
const largest = 50 << 20;

const contractFormats = formats.filter(({ stage }) => stage === 'contracts');

/** Reads one side; throws `UserError` when it is no contract or cannot be read. */
export async function readContractSide({ name, path, tree, read }: ContractSide): Promise<LoadedContract> {
  const reader = new FileReader({ read }, contractFormats);
  const outcome = await readByContent(reader, tree.objectOf(path) ?? '', path);
  if (outcome.state === 'unreadable')
    throw new UserError(`${name}: ${outcome.detail}`, 'Mend the file and try again.');
  const contract = outcome.state === 'read' ? outcome.file.contract : undefined;
  if (outcome.state !== 'read' || !contract) {
    const blob = await read(tree.objectOf(path) ?? '', largest);
    if (blob.state === 'too-large')
      throw new UserError(`${name} is larger than ${largest >> 20} MiB`, 'Give a smaller file.');
    throw new UserError(
      `${name} is no contract that is known`,
      'system-drift contract reads what docs/formats.md lists under contracts.',
    );
  }
  const fragments = await readFragments(reader, tree, new Map([[path, outcome]]));
  const all = new Map([[path, contract]]);
  const gaps = outcome.gaps.map((gap) => ({ ...gap, path }));
  for (const [other, fragment] of fragments) {
    if (fragment.state === 'read' && fragment.file.contract) all.set(other, fragment.file.contract);
    if (fragment.state === 'unreadable')
      gaps.push({ reason: fragment.reason, detail: fragment.detail, path: other });
  }
  return { path, contract, all, gaps };
}

/** By its name, else by its content alone: as if it had a name that says nothing. */
async function readByContent(reader: FileReader, object: string, path: string): Promise<Outcome> {
  for (const name of [path, `${path}.yaml`, 'contract.yaml', 'contract.graphql']) {
    const outcome = await reader.readObject(object, name);
    if (outcome.state !== 'none') return outcome;
  }
  return { state: 'none' };
}
