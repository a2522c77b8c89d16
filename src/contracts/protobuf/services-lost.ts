import { nameOf } from '../../formats/paths.ts';
import type { Tree } from '../../system/system.ts';
import type { Contracts, NamedContract } from '../pair-contracts.ts';
import type { ProtoFile } from './model.ts';

/** Whether a `.proto` file that is gone offered a service that no file of head offers: messages alone may have moved. */
export function losesServices(
  { path, contract: { document } }: NamedContract,
  head: Contracts,
  tree: Tree,
): boolean {
  // A copy of the file stays, or it was somebody else's from the beginning.
  if (/(?:^|\/)(?:google|grpc|k8s\.io|gogoproto|validate)\//.test(path)) return false;
  const name = nameOf(path);
  for (const other of tree.paths()) if (nameOf(other) === name) return false;
  const left = new Set(
    [...head.values()].flatMap((other) =>
      other.dialect === 'protobuf' ? Object.keys((other.document as ProtoFile).services) : [],
    ),
  );
  return Object.keys((document as ProtoFile).services).some((name) => !left.has(name));
}
