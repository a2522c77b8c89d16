import type { PayloadChange } from '../contracts/payloads/payload-change.ts';
import { mayOffer } from './payloads/may-offer.ts';
import type { PayloadLook } from './payloads/find-payload-changes.ts';
import { readWorkspacePackages } from './payloads/workspace-packages.ts';
import type { Change, Gap } from './system.ts';

export interface WithPayloads {
  readonly change: Change;
  readonly gaps: readonly Gap[];
}

/**
 * The change with what packages of one repository no longer offer each other. Where there are no packages beside
 * the changed one, or none that others name, nothing is read.
 */
export async function withPayloads(change: Change, look: PayloadLook): Promise<WithPayloads> {
  try {
    const payloads = await payloadsOf(change, look);
    return { change: payloads.length === 0 ? change : { ...change, payloads }, gaps: [] };
  } catch (error) {
    // A bug here must not hide what the rest found; its message may hold text of a file.
    const name = error instanceof Error ? error.name : typeof error;
    const detail = `Payloads between packages could not be compared (${name}); please report this`;
    return {
      change,
      gaps: [{ stage: 'contracts', path: null, side: 'both', reason: 'reader-crashed', detail }],
    };
  }
}

async function payloadsOf(change: Change, look: PayloadLook): Promise<readonly PayloadChange[]> {
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
