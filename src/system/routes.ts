import { mayRoute } from '../contracts/routes/routes-in.ts';
import { inBatches } from './in-batches.ts';
import { withProbedRoutes } from './probed-routes.ts';
import { routeFile } from './route-files.ts';
import type { RouteLook } from './route-search.ts';
import type { Change } from './system.ts';
import { withUnroutedOperations } from './unrouted-operations.ts';
import { withUnservedRoutes } from './unserved-routes.ts';

/** A change of more files than these is a move of the whole tree. */
const mostFiles = 600;

/** The change with what lost its route: operations of contracts, and addresses that checks ask for. */
export async function withRoutes(change: Change, look: RouteLook): Promise<Change> {
  const code = change.files.filter(({ path, from = path }) => mayRoute(path) || mayRoute(from));
  const files = code.length > mostFiles ? [] : await inBatches(code, (file) => routeFile(file, look));
  const served = files.length === 0 ? change : await withUnservedRoutes(change, files, look);
  const probed = files.length === 0 ? served : await withProbedRoutes(served, files, look);
  return withUnroutedOperations(probed, look);
}
