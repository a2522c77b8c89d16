import { inBatches } from '../../system/in-batches.ts';
import { operationWords } from './called-operation.ts';
import type { CalledOperation } from './called-operation.ts';
import { matchCallers, mayCall } from './match-callers.ts';
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

interface Wanted {
  readonly operation: CalledOperation;
  readonly words: readonly string[];
}

/** Words to search for: a file that calls one of the operations holds at least one of them. */
export function callerWords(operations: readonly CalledOperation[]): readonly string[] {
  return [...new Set(wantedOf(operations).flatMap(({ words }) => words))].filter((word) =>
    /^\w[\w-]*$/.test(word),
  );
}

/** Places that call operations, in the order of the search. */
export async function findCallers(
  operations: readonly CalledOperation[],
  look: Look,
): Promise<readonly Caller[]> {
  const wanted = wantedOf(operations);
  const words = callerWords(operations);
  if (words.length === 0) return [];
  const paths = (await look.search(words)).filter(mayCall);
  const found = await inBatches(paths, async (path) => {
    const text = await look.text(path);
    return text === null ? [] : callersIn(path, text, wanted);
  });
  return found.flat();
}

function wantedOf(operations: readonly CalledOperation[]): readonly Wanted[] {
  return operations
    .slice(0, mostOperations)
    .map((operation) => ({ operation, words: operationWords(operation) }));
}

function callersIn(path: string, text: string, wanted: readonly Wanted[]): readonly Caller[] {
  return wanted.flatMap(({ operation, words }) =>
    words.some((word) => text.includes(word))
      ? matchCallers(path, text, operation).map((line) => ({ ...line, path, operation: operation.name }))
      : [],
  );
}
