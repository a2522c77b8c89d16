import { contractsChanged } from '../contracts/contracts-changed.ts';
import { callerWords, findCallers } from '../contracts/callers/find-callers.ts';
import type { Look } from '../contracts/callers/find-callers.ts';
import { findUses } from '../contracts/graphql/find-uses.ts';
import type { LookWithin } from '../contracts/graphql/find-uses.ts';
import type { Contracts } from '../contracts/pair-contracts.ts';
import type { ChangedFile, Gap, Mention, System } from './system.ts';

export interface CalledSystem {
  /** head, which now knows who calls the operations that changed */
  readonly head: System;
  /** what could not be compared */
  readonly gaps: readonly Gap[];
}

/** What to know of a change besides the contracts of both sides. */
export interface ContractChangeContext {
  readonly files: readonly ChangedFile[];
  /** ISO day against which announced removals are held */
  readonly today?: string | undefined;
}

/** Words that callers of what changed in these contracts hold, known before the rest of the system is read. */
export function wordsOfCallers(
  base: Contracts,
  head: Contracts,
  { files, today }: ContractChangeContext,
): readonly string[] {
  if (base.size === 0 || head.size === 0) return [];
  return callerWords(contractsChanged(base, head, renamesIn(files), today).operations);
}

/** Compares the contracts of both sides and looks for callers of what changed. */
export async function withCallers(
  base: System,
  head: System,
  { files, today }: ContractChangeContext,
  look: Look & LookWithin,
): Promise<CalledSystem> {
  const [before, after] = [contractsOf(base), contractsOf(head)];
  if (before.size === 0 || after.size === 0) return { head, gaps: [] };
  const changed = contractsChanged(before, after, renamesIn(files), today);
  const found = await findCallers(changed.operations, look);
  const uses = await findUses(changed.schemas, look);
  const callers = [
    ...found.map(({ operation, ...place }) => ({ ...place, subject: operation })),
    ...uses.map(({ coordinate, ...place }) => ({ ...place, subject: coordinate })),
  ].map(({ path, line, subject }): Mention => ({ path, line, kind: 'operation', subject }));
  const mentions: System['mentions'] = (kind, subject) =>
    kind === 'operation' ? callers.filter((each) => each.subject === subject) : head.mentions(kind, subject);
  return {
    head: { ...head, mentions },
    gaps: changed.gaps.map(({ path, gap }) => ({ stage: 'contracts', path, side: 'both', ...gap })),
  };
}

/** Contracts of one side by path, the files that they are spread over among them. */
export function contractsOf({ files }: System): Contracts {
  return new Map([...files].flatMap(([path, { contract }]) => (contract ? [[path, contract]] : [])));
}

function renamesIn(files: readonly ChangedFile[]): ReadonlyMap<string, string> {
  return new Map(files.flatMap(({ path, from }) => (from === undefined ? [] : [[from, path]])));
}
