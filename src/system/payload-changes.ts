import type { PayloadChange } from '../contracts/payloads/payload-change.ts';
import { mayOffer } from './payloads/may-offer.ts';
import type { SidedLook } from './look.ts';
import { readWorkspacePackages } from './payloads/workspace-packages.ts';
import type { Change } from './system.ts';

/**
 * The change with what packages of one repository no longer offer each other. Where there are no packages beside
 * the changed one, or none that others name, nothing is read.
 */
export async function withPayloads(change: Change, look: SidedLook): Promise<Change> {
  const payloads = await payloadsOf(change, look);
  return payloads.length === 0 ? change : { ...change, payloads };
}

async function payloadsOf(change: Change, look: SidedLook): Promise<readonly PayloadChange[]> {
  const offering = change.files.filter(mayOffer);
  if (offering.length === 0) return [];
  const packages = await readWorkspacePackages(change.head.tree, (path) => look.text('head', path));
  if (!packages) return [];
  const { readChangedModules } = await import('./payloads/changed-modules.ts');
  const changed = await readChangedModules(offering, packages, look.text);
  if (changed.length === 0) return [];
  const { findPayloadChanges } = await import('./payloads/find-payload-changes.ts');
  const edited = new Set(change.files.map(({ path }) => path));
  return findPayloadChanges(changed, packages, { tree: change.head.tree, edited }, look);
}
