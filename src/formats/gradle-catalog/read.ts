import type { Reading, SourceFile } from '../format.ts';
import type { CatalogAlias, Package, Requirement } from '../../system/facts.ts';
import { declaredPackages } from '../declared-package.ts';
import { byLine, requirementFact } from '../locked-package.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';
import { readToml } from '../toml.ts';
import { withoutCredentials } from '../without-credentials.ts';

/** Libraries and plugins with the version that builds get when they name them. */
export function readGradleCatalog({ text }: SourceFile): Reading {
  const root = readToml(withoutCredentials(text));
  const versions = get(root, 'versions');
  const libraries = [...entries(get(root, 'libraries'))].flatMap((entry) => libraryOf(entry, versions));
  const plugins = [...entries(get(root, 'plugins'))].flatMap((entry) => pluginOf(entry, versions));
  return {
    facts: byLine<Requirement | Package | CatalogAlias>([
      ...libraries,
      ...declaredPackages(libraries),
      ...plugins,
      ...aliasesOf(root),
    ]),
  };
}

/** What build scripts can name. Gradle takes all three signs between the parts of an alias for a dot. */
function aliasesOf(root: Node): readonly CatalogAlias[] {
  const of = (
    table: string,
    prefix: string,
    made: (entry: MapEntry) => Partial<CatalogAlias>,
  ): CatalogAlias[] =>
    [...entries(get(root, table))].map((entry) => ({
      kind: 'catalog-alias',
      accessor: `${prefix}${accessorOf(entry.key)}`,
      alias: entry.key,
      needs: versionNeeds(entry.node),
      ...made(entry),
      line: entry.line,
    }));
  return [
    ...of('versions', 'versions.', () => ({ needs: [] })),
    ...of('libraries', '', (entry) => packageIn(libraryOf(entry, undefined))),
    ...of('plugins', 'plugins.', (entry) => packageIn(pluginOf(entry, undefined))),
    ...of('bundles', 'bundles.', ({ node }) => ({
      needs: items(node).flatMap((item) => accessorOf(textOf(item) ?? '')),
    })),
  ];
}

function packageIn([requirement]: readonly Requirement[]): Partial<CatalogAlias> {
  return requirement ? { package: requirement.name } : {};
}

function versionNeeds(node: Node): readonly string[] {
  const reference = textOf(get(node, 'version', 'ref'));
  return reference === undefined ? [] : [`versions.${accessorOf(reference)}`];
}

function accessorOf(alias: string): string {
  return alias.replace(/[-_]/g, '.');
}

/** `"group:artifact:version"`, or a table with `module`, or with `group` and `name`. */
function libraryOf({ line, node }: MapEntry, versions: Node | undefined): readonly Requirement[] {
  const short = /^([^:\s]+:[^:\s]+)(?::([^:\s]+))?$/.exec(textOf(node) ?? '');
  const [group, artifact] = [textOf(get(node, 'group')), textOf(get(node, 'name'))];
  const joined = group === undefined || artifact === undefined ? undefined : `${group}:${artifact}`;
  const name = short?.[1] ?? textOf(get(node, 'module')) ?? joined;
  if (name === undefined) return [];
  return [requirementFact('maven', { name, specifier: short?.[2] ?? versionOf(node, versions), line })];
}

function pluginOf({ line, node }: MapEntry, versions: Node | undefined): readonly Requirement[] {
  const short = /^([^:\s]+):([^:\s]+)$/.exec(textOf(node) ?? '');
  const name = short?.[1] ?? textOf(get(node, 'id'));
  if (name === undefined) return [];
  const specifier = short?.[2] ?? versionOf(node, versions);
  return [requirementFact('maven', { name: `${name}:${name}.gradle.plugin`, specifier, group: 'dev', line })];
}

/** A version, a rich version, or the name of either in `[versions]`. */
function versionOf(node: Node, versions: Node | undefined): string {
  const own = get(node, 'version');
  const reference = textOf(get(own, 'ref'));
  const said = reference === undefined ? own : get(versions, reference);
  const rich = ['strictly', 'require', 'prefer'].flatMap((key) => textOf(get(said, key)) ?? []);
  return textOf(said) ?? rich[0] ?? '';
}
