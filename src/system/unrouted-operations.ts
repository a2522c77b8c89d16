import { clientNames } from '../contracts/callers/called-operation.ts';
import { pairContracts } from '../contracts/pair-contracts.ts';
import { constantsOf, promisedOperations, servesBy } from '../contracts/routes/promised-operation.ts';
import type { PromisedOperation } from '../contracts/routes/promised-operation.ts';
import type { Route } from '../contracts/routes/route.ts';
import { routeEndings } from '../contracts/routes/routes-in.ts';
import { isTestPath } from '../formats/code-paths.ts';
import { contractsOf } from './contracts.ts';
import { routesNear } from './route-search.ts';
import type { RouteLook } from './route-search.ts';
import type { Change } from './system.ts';

/** New operations of a contract that no route was found for, where routes of the old ones are. */
export interface UnroutedOperations {
  readonly contract: string;
  readonly operations: readonly PromisedOperation[];
}

/** Old operations by which it is told whether the routes of a contract can be seen at all. */
const sampleSize = 12;
/** Below so many nothing can be told. */
const fewest = 4;
/** A contract that gains more is a new one. */
const mostAdded = 20;

/** The change with operations that contracts gained and no code of head registers a route for. */
export async function withUnroutedOperations(change: Change, look: RouteLook): Promise<Change> {
  const unroutedOperations: UnroutedOperations[] = [];
  for (const { contract, added, kept } of gains(change)) {
    const sample = spread(kept, sampleSize);
    const routes = await routesNear([...sample, ...added], look);
    const seen = sample.filter((operation) => isServed(operation, routes));
    if (sample.length < fewest || seen.length < sample.length * 0.9) continue;
    const left = added.filter((operation) => !isServed(operation, routes));
    const operations = await withoutHandlers(left, look);
    if (operations.length > 0) unroutedOperations.push({ contract, operations });
  }
  return unroutedOperations.length > 0 ? { ...change, unroutedOperations } : change;
}

interface Gain {
  readonly contract: string;
  readonly added: readonly PromisedOperation[];
  readonly kept: readonly PromisedOperation[];
}

function gains({ base, head, files }: Change): readonly Gain[] {
  const touched = new Set(files.map(({ path }) => path));
  const [before, after] = [contractsOf(base), contractsOf(head)];
  if (![...after.keys()].some((path) => touched.has(path))) return [];
  const renamed = new Map(files.flatMap(({ path, from }) => (from === undefined ? [] : [[from, path]])));
  return pairContracts(before, after, renamed).pairs.flatMap(({ old, new: next }): readonly Gain[] => {
    if (next.contract.dialect !== 'openapi' || !touched.has(next.path)) return [];
    const known = new Set(promisedOperations(old).map(keyOf));
    const all = promisedOperations(next);
    const added = all.filter((operation) => !known.has(keyOf(operation)));
    const kept = all.filter((operation) => known.has(keyOf(operation)));
    return added.length > 0 && added.length <= mostAdded ? [{ contract: next.path, added, kept }] : [];
  });
}

function keyOf({ method, parts }: PromisedOperation): string {
  return `${method} /${parts.join('/')}`;
}

/** Some from all over the document. */
function spread<T>(all: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, all.length / most);
  return Array.from(
    { length: Math.min(most, all.length) },
    (_, index) => all[Math.floor(index * step)],
  ).filter((each): each is T => each !== undefined);
}

function isServed(operation: PromisedOperation, routes: readonly Route[]): boolean {
  return routes.some((route) => constantsOf(route.parts).length > 0 && servesBy(route, operation) !== null);
}

/** Without those whose name some code has: frameworks that are told operations by their name need no route. */
async function withoutHandlers(
  operations: readonly PromisedOperation[],
  { search }: RouteLook,
): Promise<readonly PromisedOperation[]> {
  const left: PromisedOperation[] = [];
  for (const operation of operations) {
    const names = clientNames(operation).filter((name) => /^\w+$/.test(name));
    const patterns = [`(^|[^A-Za-z0-9_])(${names.join('|')})([^A-Za-z0-9_]|$)`];
    const paths = names.length === 0 ? [] : await search([{ endings: routeEndings, patterns }]);
    if (paths.every(isTestPath)) left.push(operation);
  }
  return left;
}
