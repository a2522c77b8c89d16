import type { Ask } from './locked-tree.ts';
import type { ReadFile } from './system.ts';

/** A workspace package that holds the settings of a tool, by the name of its folder. */
const tooling =
  /(?:^|[/-])(?:eslint|prettier|stylelint|commitlint|biome|oxlint|tsconfig|typescript-config|config-typescript|jest-(?:config|preset)|vitest-config)(?:-[\w-]+)?$/;

/**
 * What packages with the settings of tools ask for is for development, whatever they call it: their dependencies
 * are the rules of a linter. Only where others of the workspace use them, and none does so for production.
 */
export function withTooling(asks: readonly Ask[], manifests: ReadonlyMap<string, ReadFile>): readonly Ask[] {
  const names = new Map(
    [...manifests].flatMap(([importer, { facts }]) => {
      if (!tooling.test(importer)) return [];
      const name = facts.find((fact) => fact.kind === 'manifest')?.name;
      return name == null ? [] : [[name, importer] as const];
    }),
  );
  if (names.size === 0) return asks;
  const used = new Set<string>();
  const shipped = new Set<string>();
  for (const { name, group, importer } of asks) {
    const folder = names.get(name);
    if (folder === undefined) continue;
    used.add(folder);
    if (group !== 'dev' && !tooling.test(importer)) shipped.add(folder);
  }
  return asks.map((ask) =>
    used.has(ask.importer) && !shipped.has(ask.importer) && ask.group === 'prod'
      ? { ...ask, group: 'dev' }
      : ask,
  );
}
