import type { Read } from '../../system/facts.ts';
import { strengthOf } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { phaseOf } from './phase.ts';

/** A read before it is known what else the file does with the variable. */
export interface FoundRead {
  readonly read: Read;
  readonly use: Use;
}

/** A read by an idiom, with what is done with its value. */
export function foundRead(
  name: string,
  line: number,
  use: Use,
  { via, phase }: Pick<Read, 'via' | 'phase'>,
  path: string,
): FoundRead {
  const read: Read = { kind: 'read', name, line, phase: phaseOf(name, phase, path), via, ...strengthOf(use) };
  return { read, use };
}
