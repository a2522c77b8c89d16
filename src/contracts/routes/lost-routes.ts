import type { Route } from './route.ts';

/** A route, and the file that registers it. */
export interface PlacedRoute extends Route {
  readonly path: string;
}

/** The routes of a changed file on both sides, and its text; empty where it is not there. */
export interface RouteFile {
  readonly base: RouteSide;
  readonly head: RouteSide;
}

export interface RouteSide {
  readonly text: string;
  readonly routes: readonly PlacedRoute[];
  /** files whose routes are among these, with the prefix that the file gives them */
  readonly mounted?: readonly string[];
}

/**
 * Routes that base registers in changed files and head in none of them. One that moved, also behind a prefix, is not
 * lost; nor is one whose path head writes in a form that nobody here reads.
 */
export function lostRoutes(files: readonly RouteFile[]): readonly PlacedRoute[] {
  const before = files.flatMap(({ base }) => base.routes);
  const after = files.flatMap(({ head }) => head.routes);
  const known = new Set(before.map((route) => `${keyOf(route)} ${route.literal}`));
  const kept = new Set(after.map(keyOf));
  const fresh = after.filter((route) => !known.has(`${keyOf(route)} ${route.literal}`));
  return before.filter(
    (route) =>
      !kept.has(keyOf(route)) &&
      !fresh.some((other) => mayBe(other, route)) &&
      unread(files, route.literal, 'head') <= unread(files, route.literal, 'base'),
  );
}

function keyOf({ method, parts }: Route): string {
  return `${method ?? '*'} /${parts.join('/')}`;
}

/**
 * Whether a new route may stand for a lost one. One path is the end of the other: where it is mounted may have moved.
 * A parameter may stand for what was fixed: `{format:csv|kml}`.
 */
function mayBe(fresh: Route, lost: Route): boolean {
  if (fresh.method !== null && lost.method !== null && fresh.method !== lost.method) return false;
  const length = Math.min(fresh.parts.length, lost.parts.length);
  const [is, was] = [fresh, lost].map(({ parts }) => parts.slice(parts.length - length));
  return is?.every((part, index) => part === '{}' || part === was?.[index]) === true;
}

/** How often a path stands in quotes where no route was seen. */
function unread(files: readonly RouteFile[], literal: string, side: 'base' | 'head'): number {
  if (!/\w/.test(literal)) return 0;
  let count = 0;
  for (const { [side]: file } of files) {
    let quoted = 0;
    for (let at = file.text.indexOf(literal); at !== -1; at = file.text.indexOf(literal, at + literal.length))
      if (/["'`]/.test(file.text[at - 1] ?? '') && /["'`]/.test(file.text[at + literal.length] ?? ''))
        quoted += 1;
    // One registration may be several routes.
    count += Math.max(0, quoted - file.routes.filter((route) => route.literal === literal).length);
  }
  return count;
}
