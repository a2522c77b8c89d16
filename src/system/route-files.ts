import type { PlacedRoute, RouteFile, RouteSide } from '../contracts/routes/lost-routes.ts';
import { mountsIn } from '../contracts/routes/mounts-in.ts';
import type { Mount } from '../contracts/routes/mounts-in.ts';
import { partsOf } from '../contracts/routes/route.ts';
import { routesIn } from '../contracts/routes/routes-in.ts';
import { Lines } from '../formats/lines.ts';
import type { ReadableTree } from './file-reader.ts';
import { inBatches } from './in-batches.ts';
import type { RouteLook } from './route-search.ts';
import type { ChangedFile } from './system.ts';

/** A router in a router in a router. */
const deepest = 3;
const mostMounts = 60;

/**
 * The routes of a changed file on both sides. Where it mounts other files differently than before, theirs are among
 * them, with their prefixes.
 */
export async function routeFile({ path, from = path }: ChangedFile, look: RouteLook): Promise<RouteFile> {
  const [base, head] = [await plainSide(look, 'base', from), await plainSide(look, 'head', path)];
  const mounts = { base: mountsIn(from, base.text), head: mountsIn(path, head.text) };
  const asWritten = (all: readonly Mount[]): string =>
    all
      .map(({ prefix, module }) => `${prefix} ${module}`)
      .toSorted()
      .join('\n');
  if (asWritten(mounts.base) === asWritten(mounts.head)) return { base, head };
  const read = new Set(mounts.head.map(({ module }) => module));
  // A module that is still named and not seen to be mounted is mounted in a way that nobody here reads.
  const gone = mounts.base.filter(({ module }) => read.has(module) || !head.text.includes(module));
  return {
    base: await withMounted(look, 'base', base, gone),
    head: await withMounted(look, 'head', head, mounts.head),
  };
}

type Side = 'base' | 'head';
interface PlainSide extends RouteSide {
  readonly path: string;
}

async function plainSide({ reader, trees }: RouteLook, side: Side, path: string): Promise<PlainSide> {
  const text = (await reader.text(trees[side], path)) ?? '';
  return { path, text, routes: routesIn(path, text).map((route) => ({ ...route, path })) };
}

async function withMounted(
  look: RouteLook,
  side: Side,
  { path, text, routes }: PlainSide,
  mounts: readonly Mount[],
): Promise<RouteSide> {
  const lines = new Lines(text);
  const found = await inBatches(mounts.slice(0, mostMounts), async (mount) => {
    const inner = await routesOf(look, side, mount, [path]);
    return inner.map(({ file, ...route }) => ({
      file,
      route: { ...route, path, line: lines.at(mount.at), literal: mount.prefix },
    }));
  });
  const all = found.flat();
  return {
    text,
    routes: [...routes, ...all.map(({ route }) => route)],
    mounted: [...new Set(all.map(({ file }) => file))],
  };
}

/** Routes of the file that is mounted, and of those that it mounts, behind the prefix. */
async function routesOf(
  look: RouteLook,
  side: Side,
  { prefix, targets }: Mount,
  above: readonly string[],
): Promise<readonly (PlacedRoute & { readonly file: string })[]> {
  const start = partsOf([prefix]);
  const tree: ReadableTree = look.trees[side];
  const file = targets.find((path) => tree.has(path));
  if (start === null || file === undefined || above.includes(file) || above.length > deepest) return [];
  const text = (await look.reader.text(tree, file)) ?? '';
  const own = routesIn(file, text).map((route) => ({ ...route, path: file, file }));
  const inner = await inBatches(mountsIn(file, text).slice(0, mostMounts), (mount) =>
    routesOf(look, side, mount, [...above, file]),
  );
  return [...own, ...inner.flat()].map((route) => ({ ...route, parts: [...start, ...route.parts] }));
}
