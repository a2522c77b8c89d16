import type { PayloadUse, ProcedureRemoved } from '../../contracts/payloads/payload-change.ts';
import { isTestPath } from '../../formats/code-paths.ts';
import { lineCounter } from '../imports/import-language.ts';
import type { Router } from '../../formats/payloads/payload-module.ts';
import type { ChangedModule } from './changed-modules.ts';
import type { HeadFiles } from './head-files.ts';
import type { WorkspacePackage, WorkspacePackages } from './workspace-packages.ts';

/** A procedure or router that is not in a router any more. */
export interface LostEntry {
  readonly module: ChangedModule;
  readonly router: Router;
  /** keys that lead to it from the router */
  readonly keys: readonly string[];
  readonly line: number;
  readonly at: number;
}

/** Procedures that are gone from routers which are still there. */
export function entriesLost(module: ChangedModule): readonly LostEntry[] {
  const { base, head } = module;
  return base.routers.flatMap((router) => {
    const now = head?.routers.find(({ name }) => name === router.name);
    return now ? lostIn(router, now, []).map((each) => ({ ...each, module, router })) : [];
  });
}

function lostIn(
  old: Router,
  now: Router,
  above: readonly string[],
): readonly Pick<LostEntry, 'keys' | 'line' | 'at'>[] {
  if (now.isOpen) return [];
  return [...old.entries].flatMap(([key, entry]) => {
    const keys = [...above, key];
    const next = now.entries.get(key);
    if (!next) return [{ keys, line: entry.line, at: now.line }];
    return entry.router && next.router ? lostIn(entry.router, next.router, keys) : [];
  });
}

/** Procedures that are gone, and that code of other packages still calls. */
export async function removedProcedures(
  lost: readonly LostEntry[],
  files: HeadFiles,
  packages: WorkspacePackages,
): Promise<readonly ProcedureRemoved[]> {
  const found: ProcedureRemoved[] = [];
  for (const { module, router, keys, line, at } of lost) {
    const { package: own, path, newPath } = module;
    for (const mount of await mountsOf(router.name, own, files, packages)) {
      const names = [...mount, ...keys];
      if (await isOfferedElsewhere(names, files, packages, own)) continue;
      const uses = callersOf(names, own, files, packages);
      if (!uses.some((use) => !isTestPath(use.path))) continue;
      found.push({
        kind: 'procedure-removed',
        name: names.join('.'),
        package: own.name,
        old: { path, line },
        new: newPath === null ? null : { path: newPath, line: at },
        uses,
      });
    }
  }
  return found;
}

const deepest = 4;

/** Keys under which a router stands in the routers above it, from the root on; `[]` for a root itself. */
export async function mountsOf(
  name: string,
  own: WorkspacePackage,
  files: HeadFiles,
  packages: WorkspacePackages,
  depth = 0,
): Promise<readonly (readonly string[])[]> {
  if (depth > deepest) return [];
  const found: (readonly string[])[] = [];
  for (const path of files.holding(name)) {
    if (packages.around(path)?.folder !== own.folder) continue;
    for (const router of (await files.module(path))?.routers ?? [])
      for (const keys of keysOf(router, name))
        for (const above of await mountsOf(router.name, own, files, packages, depth + 1))
          found.push([...above, ...keys]);
  }
  return found.length > 0 ? found : [[]];
}

/** Keys inside of a router that lead to a constant. */
function keysOf(router: Router, name: string): readonly (readonly string[])[] {
  return [...router.entries].flatMap(([key, entry]) => [
    ...(entry.name === name ? [[key]] : []),
    ...(entry.router ? keysOf(entry.router, name).map((keys) => [key, ...keys]) : []),
  ]);
}

/** Whether a router at head, that one or another, has a procedure of the same full name. */
async function isOfferedElsewhere(
  names: readonly string[],
  files: HeadFiles,
  packages: WorkspacePackages,
  own: WorkspacePackage,
): Promise<boolean> {
  const last = names.at(-1) ?? '';
  for (const path of files.holding(last)) {
    const around = packages.around(path);
    // What is merged or created by a function cannot be told apart from what is gone.
    if (around?.folder === own.folder && /\bmergeRouters\(/.test(files.text(path))) return true;
    for (const router of (around && (await files.module(path))?.routers) ?? []) {
      const inside = leadsTo(router);
      if (!around || !inside.some((keys) => keys.at(-1) === last)) continue;
      for (const mount of await mountsOf(router.name, around, files, packages))
        if (inside.some((keys) => [...mount, ...keys].join('.') === names.join('.'))) return true;
    }
  }
  return false;
}

function leadsTo(router: Router): readonly (readonly string[])[] {
  return [...router.entries].flatMap(([key, entry]) => [
    [key],
    ...(entry.router ? leadsTo(entry.router).map((keys) => [key, ...keys]) : []),
  ]);
}

/** What clients do with a procedure: hooks, plain calls, and what caches know it by. */
const actions =
  'use(?:Suspense)?(?:Infinite)?(?:Quer(?:y|ies)|Mutation|Subscription)|query(?:Options|Key|Filter)?|mutat(?:e|ion(?:Options|Key))|mutateAsync|subscri(?:be|ptionOptions)|infiniteQuery(?:Options|Key|Filter)?|invalidate|refetch|prefetch(?:Infinite)?|fetch(?:Infinite)?|ensureData|[gs]et(?:Infinite)?Data|cancel';

/** Code of other packages that calls a procedure by its full name: `trpc.user.byId.useQuery(`. */
export function callersOf(
  names: readonly string[],
  own: WorkspacePackage,
  files: HeadFiles,
  packages: WorkspacePackages,
): readonly PayloadUse[] {
  const chain = names.map((name) => name.replaceAll('$', '\\$')).join('\\s{0,40}\\??\\.\\s{0,40}');
  const call = new RegExp(
    `(?<![\\w$.])(?:\\w*(?:trpc|api|client|utils|util|server|caller|ctx)\\w*(?:\\(\\))?)\\s{0,40}\\.\\s{0,40}(${chain})\\s{0,40}\\.\\s{0,40}(?:${actions})\\b`,
    'i',
  );
  return files.holding(names.at(-1) ?? '').flatMap((path) => {
    const around = packages.around(path);
    if (!around || around.folder === own.folder) return [];
    const text = files.text(path);
    const match = call.exec(text);
    if (!match || isCommented(text, match.index)) return [];
    const line = lineCounter(text)(match.index + match[0].lastIndexOf(names.at(-1) ?? ''));
    return [{ path, line, package: around.name }];
  });
}

function isCommented(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const open = text.lastIndexOf('/*', offset);
  return /^\s*\/\/|\s\/\/ /.test(line) || (open !== -1 && text.lastIndexOf('*/', offset) < open);
}
