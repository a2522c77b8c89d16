import { addressParts, answers, movedAway, stoodAt } from '../contracts/routes/lost-probes.ts';
import type { PlacedRoute, RouteFile } from '../contracts/routes/lost-routes.ts';
import { probeEndings, probesIn } from '../contracts/routes/probes-in.ts';
import { isTestPath, isVendoredPath } from '../formats/code-paths.ts';
import { escapePattern } from '../formats/escape-pattern.ts';
import { inBatches } from './in-batches.ts';
import { programFolder, programFolders } from './program-folders.ts';
import { routesNear } from './route-search.ts';
import type { RouteLook } from './route-search.ts';
import type { Change, Tree } from './system.ts';

/** A check that asks for an address whose route the change took away. */
export interface ProbedRoute {
  /** `/healthz`, as the first of the checks writes it */
  readonly address: string;
  /** at base */
  readonly route: PlacedRoute;
  /** checks of head, those beside the code first; never empty */
  readonly checks: readonly { readonly path: string; readonly line: number }[];
  /** what the same files register at head and did not at base, where it may be the same route */
  readonly now: string | null;
  /** whether the check is of the program that lost the route: it stands beside it, or there is no other */
  readonly isOwn: boolean;
}

/** A change that moves more routes than these is a new server. */
const mostRoutes = 60;
const mostFiles = 200;

/** The change with routes that it took away or moved, and that a check of head still asks for. */
export async function withProbedRoutes(
  change: Change,
  files: readonly RouteFile[],
  look: RouteLook,
): Promise<Change> {
  const { tree } = change.head;
  const lost = movedAway(files).filter(({ path }) => {
    // A program that went as a whole takes its checks along.
    const folder = programFolder(tree, path);
    return folder === '' || tree.hasFolder(folder);
  });
  if (lost.length === 0 || lost.length > mostRoutes) return change;
  const checks = await checksOf(lost, look);
  const found: ProbedRoute[] = [];
  for (const [address, places] of checks) {
    const parts = addressParts(address) ?? [];
    const route = lost.find((each) => stoodAt(each, parts));
    if (!route) continue;
    const own = programFolder(tree, route.path);
    const others = (await routesElsewhere(route, parts, files, look)).filter((each) => answers(each, parts));
    // Somebody else of the same program answers.
    if (others.some(({ path }) => programFolder(tree, path) === own)) continue;
    const beside = places.filter(({ path }) => own !== '' && path.startsWith(`${own}/`));
    const loose = others.length > 0 ? [] : places.filter(({ path }) => !isOfAnother(tree, path, own));
    const wanted = beside.length > 0 ? beside : loose;
    if (wanted.length === 0) continue;
    const isOwn = beside.length > 0 || programFolders(tree).size < 2;
    found.push({ address, route, checks: wanted, now: renamed(route, files), isOwn });
  }
  return found.length > 0 ? { ...change, probedRoutes: found } : change;
}

interface CheckPlace {
  readonly path: string;
  readonly line: number;
}

async function checksOf(
  lost: readonly PlacedRoute[],
  { reader, trees, search }: RouteLook,
): Promise<ReadonlyMap<string, readonly CheckPlace[]>> {
  const ends = [...new Set(lost.map(({ parts }) => escapePattern(parts.at(-1) ?? '')))];
  const hits = await search([
    { endings: probeEndings, patterns: [`/(${ends.join('|')})/?([]"'?# ,;|&)}\\]|$)`] },
  ]);
  const paths = hits.filter((path) => isConfig(path) && !isTestPath(path) && !isVendoredPath(path));
  const found = new Map<string, CheckPlace[]>();
  await inBatches(paths.slice(0, mostFiles), async (path) => {
    const text = await reader.text(trees.head, path);
    for (const { address, line } of text === null ? [] : probesIn(text)) {
      const parts = addressParts(address);
      if (parts === null || !lost.some((route) => stoodAt(route, parts))) continue;
      const key = `/${parts.join('/')}`;
      found.set(key, [...(found.get(key) ?? []), { path, line }]);
    }
  });
  for (const [key, places] of found)
    found.set(
      key,
      places.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    );
  return found;
}

/** Others who share the search have files of code among their hits. */
function isConfig(path: string): boolean {
  return (
    /\.(?:ya?ml|toml|json|tf|tpl)$|(?:^|\/)[^/]*Dockerfile[^/]*$/.test(path) && !/lock\.|\.lock/.test(path)
  );
}

async function routesElsewhere(
  { method }: PlacedRoute,
  parts: readonly string[],
  files: readonly RouteFile[],
  look: RouteLook,
): Promise<readonly PlacedRoute[]> {
  const operation = { name: '', method: method ?? 'get', parts, prefixes: [], contract: '', line: 1 };
  const mounted = new Set(files.flatMap(({ head }) => head.mounted ?? []));
  return (await routesNear([operation], look)).filter(({ path }) => !mounted.has(path));
}

/** A new route of the changed files which ends as the old one did, or is another word for the same. */
function renamed(route: PlacedRoute, files: readonly RouteFile[]): string | null {
  const before = new Set(files.flatMap(({ base }) => base.routes.map(({ parts }) => parts.join('/'))));
  const fresh = files
    .flatMap(({ head }) => head.routes)
    .filter(({ method, parts }) => (method === null || method === 'get') && !before.has(parts.join('/')));
  const last = route.parts.at(-1);
  const same = fresh.find(({ parts }) => parts.at(-1) === last);
  const alike = fresh.find(({ parts }) => well.test(parts.at(-1) ?? '') && well.test(last ?? ''));
  const now = same ?? alike;
  return now ? `/${now.parts.join('/')}` : null;
}

const well = /health|live|ready|alive|ping|status|^up$/i;

/** Whether a check stands in a folder of code that is another program's. */
function isOfAnother(tree: Tree, path: string, own: string): boolean {
  const folder = programFolder(tree, path);
  // A folder with nothing but a Dockerfile is where images of any program are built.
  return folder !== '' && folder !== own && manifests.some((name) => tree.has(`${folder}/${name}`));
}

const manifests = ['package.json', 'go.mod', 'pyproject.toml', 'requirements.txt', 'pom.xml', 'Gemfile'];
