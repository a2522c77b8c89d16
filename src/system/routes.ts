import type { RouteLook } from './route-search.ts';
import type { Change } from './system.ts';
import { withUnroutedOperations } from './unrouted-operations.ts';
import { withUnservedRoutes } from './unserved-routes.ts';

/** The change with operations of contracts that lost their route or came without one. */
export async function withRoutes(change: Change, look: RouteLook): Promise<Change> {
  return withUnroutedOperations(await withUnservedRoutes(change, look), look);
}
