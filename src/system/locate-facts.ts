import type { Fact } from './facts.ts';
import type { Located } from './system.ts';

/**
 * Facts with the path of their file. It is written into them: they are fresh from a reader, nobody else holds them, and
 * a copy of every entry of a lockfile costs more than to read it.
 */
export function locateFacts(facts: readonly Fact[], path: string): readonly Located[] {
  for (const fact of facts) (fact as { file?: string }).file = path;
  return facts as readonly Located[];
}
