import { isTestPath } from '../../formats/code-paths.ts';
import type { ChangedFile } from '../system.ts';

/** Whether a file may offer payloads to other packages, by what happened to it and by its name. */
export function mayOffer({ status, path, from }: ChangedFile): boolean {
  const before = from ?? path;
  return status !== 'added' && /\.[cm]?[jt]sx?$/.test(before) && !isTestPath(before);
}
