import { isGeneratedOrVendored } from '../../formats/code-paths.ts';
import type { PayloadModule } from '../../formats/payloads/payload-module.ts';
import { readPayloads } from '../../formats/payloads/read-payloads.ts';
import { inBatches } from '../in-batches.ts';
import type { ChangedFile } from '../system.ts';
import { mayOffer } from './may-offer.ts';
import { offersOtherwise } from './offers-otherwise.ts';
import { withImportedSchemas } from './with-imported-schemas.ts';
import type { WorkspacePackage, WorkspacePackages } from './workspace-packages.ts';

/** A changed file of a package that others use, on both sides. */
export interface ChangedModule {
  readonly package: WorkspacePackage;
  /** path at base */
  readonly path: string;
  /** path at head; null where it is gone */
  readonly newPath: string | null;
  readonly base: PayloadModule;
  /** null where the file is gone */
  readonly head: PayloadModule | null;
}

/** A change of more files than these is a move of the whole tree. */
const mostFiles = 600;

/** Schemas, and types of data that is queued: what they are made of may stand in other files. */
const mayTake =
  /\bz\.\w|\b(?:interface|type)\s{1,4}\w{0,80}(?:Queue|Job|Worker|Event|Message|Webhook|Task)\w/;

/** Reads both sides of the changed files that belong to packages which others name. */
export async function readChangedModules(
  files: readonly ChangedFile[],
  packages: WorkspacePackages,
  text: (side: 'base' | 'head', path: string) => Promise<string | null>,
): Promise<readonly ChangedModule[]> {
  const shared = new Map<WorkspacePackage, boolean>();
  const isShared = (each: WorkspacePackage): boolean => {
    const known = shared.get(each) ?? packages.isShared(each);
    shared.set(each, known);
    return known;
  };
  const wanted = files.filter(mayOffer).flatMap((file) => {
    const own = packages.around(file.from ?? file.path);
    return own && isShared(own) ? [{ file, own }] : [];
  });
  if (wanted.length > mostFiles) return [];
  const found = await inBatches(wanted, async ({ file, own }): Promise<readonly ChangedModule[]> => {
    const path = file.from ?? file.path;
    const before = await text('base', path);
    if (before === null || isGeneratedOrVendored(path, before) || !/\bexport/.test(before)) return [];
    const after = file.status === 'removed' ? null : await text('head', file.path);
    if (file.status !== 'removed' && (after === null || !offersOtherwise(before, after))) return [];
    // What it takes from other files counts as it is at head: its own change is told where it was made.
    const whole = (at: string, own: string): Promise<string> =>
      mayTake.test(own) ? withImportedSchemas(at, own, (other) => text('head', other)) : Promise.resolve(own);
    const base = await readPayloads(path, await whole(path, before));
    if (!base) return [];
    const gone = { package: own, path, newPath: null, base, head: null };
    if (after === null) return [gone];
    const head = await readPayloads(file.path, await whole(file.path, after));
    return head ? [{ ...gone, newPath: file.path, head }] : [];
  });
  return found.flat();
}
