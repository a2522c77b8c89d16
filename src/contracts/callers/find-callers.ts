import { operationWords } from './called-operation.ts';
import type { CalledOperation } from './called-operation.ts';
import { matchCallers } from './match-callers.ts';
import type { CallerLine } from './match-callers.ts';

/** How to look through the files of a commit. */
export interface Look {
  /** paths of files that hold one of the words */
  readonly search: (words: readonly string[]) => Promise<readonly string[]>;
  readonly text: (path: string) => Promise<string | null>;
}

export interface Caller extends CallerLine {
  readonly path: string;
  /** name of the operation */
  readonly operation: string;
}

/** A rewrite of a whole API is judged without looking for each of its callers. */
const mostOperations = 200;

/** Places that call operations, in the order of the search. */
export async function findCallers(
  operations: readonly CalledOperation[],
  look: Look,
): Promise<readonly Caller[]> {
  const wanted = operations
    .slice(0, mostOperations)
    .map((operation) => ({ operation, words: operationWords(operation) }));
  const words = [...new Set(wanted.flatMap((each) => each.words))].filter((word) => /^\w[\w-]*$/.test(word));
  if (words.length === 0) return [];
  const callers: Caller[] = [];
  for (const path of await look.search(words)) {
    const text = await look.text(path);
    if (text === null) continue;
    for (const { operation, words: own } of wanted) {
      if (!own.some((word) => text.includes(word))) continue;
      for (const line of matchCallers(path, text, operation)) {
        callers.push({ ...line, path, operation: operation.name });
      }
    }
  }
  return callers;
}
