import { isProsePath, isTestPath } from '../../formats/code-paths.ts';
import type { SidedLook } from '../look.ts';

/** Whether a file of head that is neither prose nor a test has what a pattern says. */
export async function isSaidInCode(pattern: string, look: SidedLook): Promise<boolean> {
  const paths = await look.search([{ endings: [''], patterns: [pattern] }]);
  return paths.some((path) => !isProsePath(path) && !isTestPath(path));
}
