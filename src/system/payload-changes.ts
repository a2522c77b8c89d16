import { mayOffer } from './payloads/may-offer.ts';
import type { PayloadLook } from './payloads/find-payload-changes.ts';
import { readWorkspacePackages } from './payloads/workspace-packages.ts';
import type { Change } from './system.ts';

/**
 * The change with what packages of one repository no longer offer each other. Where there are no packages beside
 * the changed one, or none that others name, nothing is read.
 */
export async function withPayloads(change: Change, look: PayloadLook): Promise<Change> {
  const offering = change.files.filter(mayOffer);
  if (offering.length === 0) return change;
  const packages = await readWorkspacePackages(change.head.tree, (path) => look.text('head', path));
  if (!packages) return change;
  const { readChangedModules } = await import('./payloads/changed-modules.ts');
  const changed = await readChangedModules(offering, packages, look.text);
  if (changed.length === 0) return change;
  const { findPayloadChanges } = await import('./payloads/find-payload-changes.ts');
  const payloads = await findPayloadChanges(changed, packages, change.head.tree, look);
  return payloads.length === 0 ? change : { ...change, payloads };
}
