import type { Phase, Read } from '../../system/facts.ts';
import { isCiPath } from '../code-paths.ts';
import { strengthOf } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';

/** A read before it is known what else the file does with the variable. */
export interface FoundRead {
  readonly read: Read;
  readonly use: Use;
}

/** When code at a path runs. */
export function phaseAt(path: string): Phase {
  return isCiPath(path) ? 'ci' : 'run';
}

/** A read with what is done with its value. */
export function foundRead(name: string, line: number, use: Use, via: string, path: string): FoundRead {
  return { read: { kind: 'read', name, line, phase: phaseAt(path), via, ...strengthOf(use) }, use };
}
