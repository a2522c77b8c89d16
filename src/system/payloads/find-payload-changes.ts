import type { PayloadChange } from '../../contracts/payloads/payload-change.ts';
import { isVendoredPath } from '../../formats/code-paths.ts';
import { javascriptImports } from '../imports/javascript-imports.ts';
import type { Tree } from '../system.ts';
import type { ChangedModule } from './changed-modules.ts';
import { HeadFiles } from './head-files.ts';
import { narrowedSchemas, schemasNarrowed } from './narrowed-schemas.ts';
import { namesLost, removedExports, starPattern } from './removed-exports.ts';
import { entriesLost, removedProcedures } from './removed-procedures.ts';
import type { WorkspacePackages } from './workspace-packages.ts';

/** How to look through head. */
export interface PayloadLook {
  readonly search: (
    within: readonly { readonly endings: readonly string[]; readonly patterns: readonly string[] }[],
  ) => Promise<readonly string[]>;
  readonly text: (side: 'base' | 'head', path: string) => Promise<string | null>;
}

/** A change that takes away more names than these rewrites a package; its compiler tells the rest. */
const mostNames = 150;

/** Files with one of the names beyond these are not opened. */
const mostFiles = 3000;

/** Routers of tRPC, and what takes them together. */
const routerPattern = '[rR]outer[A-Za-z0-9_]*\\( *\\{|mergeRouters\\(';

/** What the changed modules no longer offer although other packages use it. One search over head serves all. */
export async function findPayloadChanges(
  changed: readonly ChangedModule[],
  packages: WorkspacePackages,
  tree: Tree,
  { search, text }: PayloadLook,
): Promise<readonly PayloadChange[]> {
  const lost = changed.flatMap(namesLost);
  const procedures = changed.flatMap(entriesLost);
  const schemas = changed.flatMap(schemasNarrowed);
  const names = [
    ...new Set([
      ...lost,
      ...procedures.map(({ keys }) => keys.at(-1) ?? ''),
      ...schemas.map(({ name }) => name),
    ]),
  ].filter((name) => /^[\w$]+$/.test(name));
  if (names.length === 0 || names.length > mostNames) return [];
  const patterns = [
    `(^|[^A-Za-z0-9_$])(${names.map((name) => name.replaceAll('$', '\\$')).join('|')})([^A-Za-z0-9_$]|$)`,
    ...(lost.length > 0 ? [starPattern] : []),
    ...(procedures.length > 0 ? [routerPattern] : []),
  ];
  const hits = (await search([{ endings: javascriptImports.endings, patterns }])).filter(
    (path) => !isVendoredPath(path),
  );
  if (hits.length > mostFiles) return [];
  const files = await HeadFiles.read(hits, (path) => text('head', path));
  return [
    ...(await removedExports(changed, files, packages, tree)),
    ...(await removedProcedures(procedures, files, packages)),
    ...narrowedSchemas(schemas, files, packages),
  ];
}
