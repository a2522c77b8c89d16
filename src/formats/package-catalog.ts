import type { CatalogEntry } from '../system/facts.ts';
import { entries, get, textOf } from './node.ts';
import type { Node } from './node.ts';

/** `catalog` and `catalogs`, in `pnpm-workspace.yaml`, a lockfile (`{specifier, version}`) or a manifest of Bun. */
export function readCatalogs(holder: Node | undefined): readonly CatalogEntry[] {
  return [
    ...catalogOf('default', get(holder, 'catalog')),
    ...[...entries(get(holder, 'catalogs'))].flatMap(({ key, node }) => catalogOf(key, node)),
  ];
}

function catalogOf(catalog: string, node: Node | undefined): readonly CatalogEntry[] {
  return [...entries(node)].flatMap(({ key, line, node: range }): readonly CatalogEntry[] => {
    const specifier = textOf(range) ?? textOf(get(range, 'specifier'));
    if (specifier === undefined) return [];
    return [{ kind: 'catalog-entry', ecosystem: 'npm', catalog, name: key, specifier, line }];
  });
}
