import { addedNumbers, earlierUse } from '../contracts/protobuf/earlier-numbers.ts';
import type { AddedNumber, EarlierUse, EarlierVersion } from '../contracts/protobuf/earlier-numbers.ts';
import type { ProtoFile } from '../contracts/protobuf/model.ts';
import { isTestPath, isVendoredPath } from '../formats/code-paths.ts';
import type { Repository } from '../source/repository.ts';
import type { FileReader } from './file-reader.ts';
import type { Change, Gap, System } from './system.ts';

/** A new number of a `.proto` file that meant something else in an earlier version of it. */
export interface ReusedNumber {
  /** at head */
  readonly path: string;
  readonly package: string;
  readonly added: AddedNumber;
  readonly was: EarlierUse;
}

/** Versions of one file that are looked at, newest first. */
const mostVersions = 200;
/** Files of one change whose history is looked at. */
const mostFiles = 50;

/**
 * The change with the numbers of its `.proto` files that an earlier version had used otherwise. Only files that gain
 * numbers in messages which base has are looked at, under the name that they have at base, along the first parents.
 */
export async function withNumberHistory(
  change: Change,
  base: string,
  { repository, reader }: { readonly repository: Repository; readonly reader: FileReader },
): Promise<{ readonly change: Change; readonly gaps: readonly Gap[] }> {
  const reusedNumbers: ReusedNumber[] = [];
  const gaps: Gap[] = [];
  for (const { path, from = path } of change.files
    .filter((file) => /\.proto$/i.test(file.path))
    .slice(0, mostFiles)) {
    const [before, after] = [protoAt(change.base, from), protoAt(change.head, path)];
    if (!before || !after || isTestPath(path) || isVendoredPath(path)) continue;
    const added = addedNumbers(before, after);
    if (added.length === 0) continue;
    const history = await repository.history(base, from, mostVersions);
    const [current] = history.versions;
    const versions: EarlierVersion[] = [];
    for (const { object, time } of history.versions.slice(1)) {
      const outcome = await reader.readObject(object, from);
      const document = outcome.state === 'read' ? outcome.file.contract?.document : undefined;
      if (document !== undefined) versions.push({ file: document as ProtoFile, time });
    }
    for (const one of added) {
      const was = earlierUse(one, versions, current?.time ?? 0);
      if (was) reusedNumbers.push({ path, package: after.package, added: one, was });
    }
    const isUnknown = !history.isWhole || (versions.length === 0 && (await repository.isShallow()));
    // A hole in the numbers is the trace of a field; behind the last one there is rarely anything.
    if (isUnknown && added.some(({ fillsHole }) => fillsHole)) gaps.push(gapOf(path, history.isWhole));
  }
  return { change: reusedNumbers.length > 0 ? { ...change, reusedNumbers } : change, gaps };
}

function gapOf(path: string, isWhole: boolean): Gap {
  const detail = isWhole
    ? 'It fills holes in its numbers, and what stood there is not in this shallow repository'
    : 'It fills holes in its numbers, and looking through its history took too long';
  return { stage: 'contracts', path, side: 'base', reason: isWhole ? 'not-fetched' : 'time-limit', detail };
}

function protoAt({ files }: System, path: string): ProtoFile | undefined {
  const contract = files.get(path)?.contract;
  return contract?.dialect === 'protobuf' ? (contract.document as ProtoFile) : undefined;
}
