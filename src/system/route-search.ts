import { escapePattern } from '../formats/escape-pattern.ts';
import { constantsOf } from '../contracts/routes/promised-operation.ts';
import type { PlacedRoute } from '../contracts/routes/lost-routes.ts';
import type { PromisedOperation } from '../contracts/routes/promised-operation.ts';
import { mayRoute, routeEndings, routesIn } from '../contracts/routes/routes-in.ts';
import type { CommitTree } from '../source/tree.ts';
import type { FileReader, ReadableTree } from './file-reader.ts';
import { inBatches } from './in-batches.ts';
import type { SearchWithin } from './look.ts';

export interface RouteLook {
  readonly reader: FileReader;
  readonly trees: { readonly base: ReadableTree; readonly head: CommitTree };
  /** paths of head */
  readonly search: SearchWithin;
}

/** Routes of head in files that hold the most telling part of an operation's path; generated code among them. */
export async function routesNear(
  operations: readonly PromisedOperation[],
  { reader, trees, search }: RouteLook,
): Promise<readonly PlacedRoute[]> {
  const words = [...new Set(operations.map(rarest))];
  if (words.length === 0) return [];
  const escaped = words.map(escapePattern).join('|');
  // A part of a path, or what Rails makes one of; and folders that Next.js does.
  const paths = await search([{ endings: routeEndings, patterns: [`["'\`/:](${escaped})["'\`/:?, ]`] }]);
  const beside = [...trees.head.paths()].filter((path) => words.some((word) => path.includes(`/${word}/`)));
  const wanted = [...new Set([...paths, ...beside])].filter(mayRoute);
  const found = await inBatches(wanted, async (path) => {
    const text = await reader.text(trees.head, path);
    return text === null ? [] : routesIn(path, text, true).map((route) => ({ ...route, path }));
  });
  return found.flat();
}

function rarest({ parts }: PromisedOperation): string {
  return constantsOf(parts).reduce((best, part) => (part.length > best.length ? part : best), '');
}
