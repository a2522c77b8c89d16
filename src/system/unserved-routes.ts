import { lostRoutes } from '../contracts/routes/lost-routes.ts';
import type { PlacedRoute, RouteFile } from '../contracts/routes/lost-routes.ts';
import { constantsOf, promisedOperations, servesBy } from '../contracts/routes/promised-operation.ts';
import type { PromisedOperation, Service } from '../contracts/routes/promised-operation.ts';
import { descriptionsOf } from './descriptions.ts';
import { inBatches } from './in-batches.ts';
import { routesNear } from './route-search.ts';
import type { RouteLook } from './route-search.ts';
import type { Change } from './system.ts';

/** A route that the change took out of the code, and the operations of contracts that it served. */
export interface UnservedRoute {
  /** the first one */
  readonly operation: PromisedOperation;
  /** others that the same line registered, and the same one in other contracts */
  readonly also: readonly PromisedOperation[];
  /** at base */
  readonly route: PlacedRoute;
  readonly by: Service;
}

const mostOperations = 60;

/** The change with the routes that it took away from operations which contracts of head promise. */
export async function withUnservedRoutes(
  change: Change,
  files: readonly RouteFile[],
  look: RouteLook,
): Promise<Change> {
  const lost = lostRoutes(files);
  const contracts = lost.length === 0 ? [] : descriptionsOf(change.head);
  if (contracts.length === 0) return change;
  const promised = (await inBatches(contracts, (path) => operationsOf(path, look))).flat();
  const candidates = lost.flatMap((route) => unservedBy(route, promised));
  const left = await stillUnserved(distinct(candidates).slice(0, mostOperations), files, look);
  const unservedRoutes = byLine(left);
  return unservedRoutes.length > 0 ? { ...change, unservedRoutes } : change;
}

async function operationsOf(
  path: string,
  { reader, trees }: RouteLook,
): Promise<readonly PromisedOperation[]> {
  const outcome = await reader.read(trees.head, path);
  const contract = outcome.state === 'read' ? outcome.file.contract : undefined;
  return contract?.dialect === 'openapi' && contract.version !== ''
    ? promisedOperations({ path, contract })
    : [];
}

/** Operations that the route served; none where it might be the end of several. */
function unservedBy(route: PlacedRoute, promised: readonly PromisedOperation[]): readonly UnservedRoute[] {
  const constants = constantsOf(route.parts).length;
  if (constants === 0) return [];
  const found = promised.flatMap((operation): readonly UnservedRoute[] => {
    const by = servesBy(route, operation);
    return by === null ? [] : [{ operation, also: [], route, by }];
  });
  const whole = found.filter(({ by }) => by === 'whole');
  if (whole.length > 0) return whole;
  const paths = new Set(found.map(({ operation }) => operation.parts.join('/')));
  return paths.size === 1 ? found : [];
}

/** Descriptions that are copies of each other promise the same. */
function distinct(all: readonly UnservedRoute[]): readonly UnservedRoute[] {
  const found = new Map<string, UnservedRoute>();
  for (const each of all) if (!found.has(keyOf(each))) found.set(keyOf(each), each);
  return [...found.values()];
}

function keyOf({ operation: { name, prefixes } }: UnservedRoute): string {
  return [name, ...prefixes.map((prefix) => prefix.join('/'))].join(' ');
}

/** What one line registered is one finding. */
function byLine(all: readonly UnservedRoute[]): readonly UnservedRoute[] {
  const found = new Map<string, UnservedRoute>();
  for (const each of all) {
    const key = `${each.route.path}:${each.route.line}`;
    const known = found.get(key);
    found.set(key, known ? { ...known, also: [...known.also, each.operation] } : each);
  }
  return [...found.values()];
}

/** Without those that some other file of head serves. */
async function stillUnserved(
  all: readonly UnservedRoute[],
  files: readonly RouteFile[],
  look: RouteLook,
): Promise<readonly UnservedRoute[]> {
  if (all.length === 0) return [];
  const elsewhere = await routesNear(
    all.map(({ operation }) => operation),
    look,
  );
  // They are known with their prefixes.
  const mounted = new Set(files.flatMap(({ head }) => head.mounted ?? []));
  const routes = [
    ...elsewhere.filter(({ path }) => !mounted.has(path)),
    ...files.flatMap(({ head }) => head.routes),
  ];
  return all.filter(
    ({ operation }) =>
      !routes.some((route) => constantsOf(route.parts).length > 0 && servesBy(route, operation) !== null),
  );
}
